"""Runs fresh random cases through the real frameworks and through regx, and compares them live.

    python3 Tests/Golden/oracle.py --regx PATH [--cases N] [--seed S] [--only ENGINE]

Exit code 0: no case differs; 1: some do; 2: the oracle itself could not run. Engines whose
framework cannot be installed here are named at the end, after NOT RUN. The engine torch-mkl
is answered by PyTorch 2.13 with MKL's own Bernoulli numbers, or with `--with-mkl-torch` by
PyTorch 2.6.0, whose wheel takes 5 GB.
"""

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

# Each engine's share of the cases. JAX and torch.compile compile for every shape, so they get few.
SHARES = {
    "torch": 0.4,
    "torch-mkl": 0.2,
    "numpy": 0.06,
    "numpy-generator": 0.06,
    "jax": 0.04,
    "mlx": 0.06,
    "torch-compile": 0.03,
    "tensorflow": 0.05,
    "tensorflow-stateless": 0.03,
    "keras-tensorflow": 0.02,
    "keras-jax": 0.01,
    "keras-torch": 0.02,
    "keras-numpy": 0.02,
}


def arguments():
    """The oracle's own command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--regx", required=True, metavar="PATH", help="the binary under test")
    parser.add_argument("--cases", type=int, default=2000, metavar="N")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().getrandbits(32))
    parser.add_argument("--only", action="append", choices=SHARES, metavar="ENGINE")
    parser.add_argument("--with-mkl-torch", action="store_true")
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


def answered(python, seed, scratch, counts):
    """The cases that a worker in this environment draws and answers."""
    words = [f"{engine}={count}" for engine, count in counts.items()]
    command = [python, "-m", "reference.worker", str(seed), INPUTS, scratch, *words]
    with subprocess.Popen(
        command, cwd=environments.GOLDEN, stdout=subprocess.PIPE, text=True
    ) as worker:
        yield from map(json.loads, worker.stdout)
    if worker.returncode != 0:
        raise RuntimeError(f"the worker for {', '.join(counts)} failed")


def check(regx, summary, cases):
    """Judges the cases of one worker; tells each difference as it comes."""
    for case in cases:
        verdict, reason = regx.verdict(case)
        summary.add(case, verdict, reason)
        if verdict == "differs":
            print(f"DIFFERS {reason}\n  {regx.command_line(case)}", flush=True)


def main():
    options = arguments()
    print(f"seed {options.seed}", flush=True)
    local = dict(pair.split("=", 1) for pair in options.local_env)
    scratch = os.path.join(environments.ORACLE, "inputs")
    os.makedirs(scratch, exist_ok=True)
    regx, summary = Regx(options.regx, INPUTS), Summary()
    counts = shares(options.cases, options.only)
    start = time.monotonic()
    missing = []
    with ThreadPoolExecutor() as pool:
        checks = []
        for name, engines in environments.engines_of(options.with_mkl_torch).items():
            part = {engine: counts[engine] for engine in engines if engine in counts}
            if part:
                try:
                    python = environments.python_of(name, local)
                except (OSError, subprocess.CalledProcessError) as trouble:
                    missing.append(f"NOT RUN {', '.join(part)}: no environment {name}: {trouble}")
                    print(missing[-1], flush=True)
                    continue
                cases = answered(python, options.seed, scratch, part)
                checks.append(pool.submit(check, regx, summary, cases))
        for one in checks:
            one.result()
    print(*summary.lines(), *missing, sep="\n")
    print(f"{time.monotonic() - start:.0f} s", file=sys.stderr)
    if not summary.total("same", "differs"):
        raise RuntimeError("not one case could be compared")
    return 1 if summary.total("differs") else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, RuntimeError, subprocess.CalledProcessError) as trouble:
        print(f"oracle: {trouble}", file=sys.stderr)
        sys.exit(2)
