"""Runs fresh random cases through the real frameworks and through regx, and compares them live.

    python3 Tests/Golden/oracle.py --regx PATH [--cases N] [--seed S] [--only ENGINE]

Exit code 0: no case differs; 1: some do; 2: the oracle itself could not run. Engines whose
framework cannot be installed here are named at the end, after NOT RUN. The engine torch-mkl is
answered by PyTorch 2.13 with MKL's own Bernoulli numbers; `--older-torch` also runs PyTorch 2.6 and
2.2, whose wheels take 5 GB each.
"""

# SPDX-License-Identifier: Apache-2.0

import argparse
import json
import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from live import environments
from live.regx import Regx
from live.summary import Summary

INPUTS = os.path.join(environments.GOLDEN, "inputs")

# A worker's cases: several work side by side on an engine that has many.
PIECE = 5000

# Each engine's share of the cases. Some compile for every shape or are interpreted, so they get few.
SHARES = {
    "torch": 0.34,
    "torch-mkl": 0.1,
    "torch-2.6": 0.1,
    "torch-2.2": 0.1,
    "numpy": 0.09,
    "numpy-generator": 0.09,
    "jax": 0.05,
    "mlx": 0.03,
    "torch-compile": 0.015,
    "tensorflow": 0.025,
    "tensorflow-stateless": 0.015,
    "keras-tensorflow": 0.012,
    "keras-jax": 0.011,
    "keras-torch": 0.011,
    "keras-numpy": 0.011,
    "triton": 0.011,
}


def arguments():
    """The oracle's own command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--regx", required=True, metavar="PATH", help="the binary under test")
    parser.add_argument("--cases", type=int, default=2000, metavar="N")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().getrandbits(32))
    parser.add_argument("--only", action="append", choices=SHARES, metavar="ENGINE")
    parser.add_argument("--older-torch", action="store_true", help="PyTorch 2.6 and 2.2, too")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N")
    parser.add_argument(
        "--local-env", action="append", default=[], metavar="NAME=PATH",
        help="use the virtual environment at PATH as NAME (torch-2.13.0, mlx-0.32.4, …)",
    )  # fmt: skip
    return parser.parse_args()


def shares(cases, only):
    """How many cases each engine gets."""
    chosen = {engine: SHARES[engine] for engine in only or SHARES}
    whole = sum(chosen.values())
    return {engine: round(cases * share / whole) for engine, share in chosen.items()}


def pieces(counts):
    """What one worker does at a time: an engine, and which of its cases."""
    for engine, count in counts.items():
        for start in range(0, count, PIECE):
            yield engine, start, min(start + PIECE, count)


def answered(python, seed, scratch, engine, start, end):
    """The cases that a worker in this environment draws and answers."""
    words = [f"{engine}={start}:{end}"]
    command = [python, "-m", "reference.worker", str(seed), INPUTS, scratch, *words]
    with subprocess.Popen(
        command, cwd=environments.GOLDEN, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as worker:
        yield from map(json.loads, worker.stdout)
    if worker.returncode != 0:
        raise RuntimeError(f"the worker for {engine} failed, between cases {start} and {end}")


def check(regx, summary, environment, scratch, cases):
    """Judges the cases of one worker; tells each difference as it comes."""
    for case in cases:
        verdict, reason = regx.verdict(case)
        summary.add(environment, case, verdict, reason)
        if verdict == "differs":
            print(f"DIFFERS {reason}\n  {regx.command_line(case)}", flush=True)
        else:
            forget(case, scratch)


def forget(case, scratch):
    """Removes the files that were made for a case."""
    for word in case["args"]:
        if word.startswith(scratch) and os.path.exists(word):
            os.unlink(word)


def left_out(name, options, local):
    """Why an environment is not made here, or `None`."""
    if name in environments.OLDER_TORCH and not options.older_torch and name not in local:
        return "give --older-torch, for a wheel of 5 GB"
    return None


def main():
    options = arguments()
    print(f"seed {options.seed}", flush=True)
    local = dict(pair.split("=", 1) for pair in options.local_env)
    scratch = os.path.join(environments.ORACLE, "inputs", str(options.seed))
    os.makedirs(scratch, exist_ok=True)
    regx, summary = Regx(options.regx, INPUTS), Summary()
    counts = shares(options.cases, options.only)
    start = time.monotonic()
    missing = []
    with ThreadPoolExecutor(options.jobs) as pool:
        checks = []
        for name, engines in environments.ENGINES.items():
            part = {engine: counts[engine] for engine in engines if engine in counts}
            if not part:
                continue
            trouble = left_out(name, options, local)
            try:
                python = trouble or environments.python_of(name, local)
            except (OSError, subprocess.CalledProcessError) as error:
                trouble = error
            if trouble:
                missing.append(f"NOT RUN {', '.join(part)}: no environment {name}: {trouble}")
                print(missing[-1], flush=True)
                continue
            for piece in pieces(part):
                cases = answered(python, options.seed, scratch, *piece)
                checks.append((name, pool.submit(check, regx, summary, name, scratch, cases)))
        for name, one in checks:
            try:
                one.result()
            except RuntimeError as trouble:
                missing.append(f"NOT FINISHED {name}: {trouble}")
    print(*summary.lines(), *missing, sep="\n")
    print(f"{time.monotonic() - start:.0f} s", file=sys.stderr)
    if any(line.startswith("NOT FINISHED") for line in missing):
        raise RuntimeError("a worker failed")
    if not summary.total("same", "differs"):
        raise RuntimeError("not one case could be compared")
    return 1 if summary.total("differs") else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, RuntimeError, subprocess.CalledProcessError) as trouble:
        print(f"oracle: {trouble}", file=sys.stderr)
        sys.exit(2)
