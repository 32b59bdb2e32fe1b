"""Masks of every engine, made by the real frameworks at random seeds, for `regx identify` to find.

    live.py --regx PATH [--cases N] [--seed S] [--engine NAME ...] [--env NAME=FOLDER ...]

Each case is searched as anyone would: all engines, the usual million seeds. What is counted: found
(one explanation, and it is the one), listed (it is among several), missed, and WRONG: a seed or a
mode claimed that did not make Y, and what made it not named. Exit code 1 if anything is wrong or missed.

Where no framework can run here (CUDA), regx itself draws: that shows that the search finds what the
library draws, and the golden files of CUDA show what the library draws.
"""

# SPDX-License-Identifier: Apache-2.0

import argparse
import collections
import json
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))

from live import environments  # noqa: E402

# Which environment makes which engines' cases.
MAKERS = {
    "torch": "torch-2.13.0", "torch-compile": "torch-2.13.0", "numpy": "torch-2.13.0",
    "numpy-generator": "torch-2.13.0", "torch-mkl": "torch-2.6.0", "jax": "jax-0.10.2",
    "mlx": "mlx-0.32.4", "tensorflow": "tensorflow-2.21.0",
    "tensorflow-stateless": "tensorflow-2.21.0", "keras-tensorflow": "tensorflow-2.21.0",
    "keras-jax": "keras-jax-3.15.1", "keras-torch": "keras-torch-3.15.1",
    "keras-numpy": "keras-numpy-3.15.1", "triton": "triton-3.9.0",
}  # fmt: skip
CUDA = ["torch-cuda", "torch-cuda-2.6", "torch-cuda-1.5"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--regx", required=True, metavar="PATH", help="the release binary")
    parser.add_argument("--cases", type=int, default=20, metavar="N", help="of each engine")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    parser.add_argument("--engine", action="append", help="only this one; may stand several times")
    parser.add_argument(
        "--env", action="append", default=[], metavar="NAME=FOLDER", help="an environment's place"
    )
    return parser.parse_args()


def made_by_framework(engine, python, folder, count, seed):
    """The cases that a framework makes."""
    words = [python, os.path.join(HERE, "live_maker.py"), engine, folder, str(count), str(seed)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    if engine.startswith("keras-"):
        environment["KERAS_BACKEND"] = engine.removeprefix("keras-")
    if engine == "triton":
        environment["TRITON_INTERPRET"] = "1"
    subprocess.run(words, check=True, env=environment, stdout=subprocess.DEVNULL)
    with open(os.path.join(folder, "cases.jsonl")) as file:
        return [json.loads(line) for line in file]


def made_by_regx(regx, engine, folder, count, seed):
    """The cases of an engine that only a GPU has."""
    r = random.Random(f"{engine} {seed}")
    modes = {
        "dropout": [(8, 16), (13, 11), (4, 3, 8, 8), (200,)], "drop-path": [(64, 3, 2), (100, 4)],
        "drop-path:bernoulli": [(64, 3, 2)], "dropout2d": [(8, 16, 3, 3)],
        "stochastic-depth:row": [(96, 2)],
    }  # fmt: skip
    for number in range(count):
        mode = r.choice(list(modes))
        case = dict(
            engine=engine, mode=mode, p=r.choice([0.5, 0.1, 0.2, 0.25, 0.33, 0.4]),
            seed=r.randrange(1_000_000), dtype=r.choice(["float32", "float32", "float16", "float64"]),
        )  # fmt: skip
        shape = ",".join(map(str, r.choice(modes[mode])))
        x, y = (os.path.join(folder, f"{number}-{name}.npy") for name in "xy")
        subprocess.run(
            [regx, "sample", "randn", "--shape", shape, "--dtype", case["dtype"], "--seed",
             str(r.randrange(1 << 40)), "-o", x], check=True,
        )  # fmt: skip
        subprocess.run(
            [regx, "apply", "--mode", mode, "--engine", engine, "--p", str(case["p"]), "--seed",
             str(case["seed"]), "--input", x, "-o", y], check=True,
        )  # fmt: skip
        yield case | {"x": x, "y": y}


def judged(case, answer):
    """What the answer is worth."""
    claims = [c for c in answer["candidates"] if c["seed"] is not None]

    def is_true(claim):
        return (
            claim["seed"] == str(case["seed"]) and claim["mode"] == case["mode"]
            and case["engine"] in claim["engines"] and abs(claim["p"] - case["p"]) < 1e-9
        )  # fmt: skip

    if any(map(is_true, claims)):
        return "found" if answer["verdict"] == "identified" else "listed"
    return "WRONG" if answer["verdict"] == "identified" and claims else "missed"


def main():
    options = arguments()
    local = dict(word.split("=", 1) for word in options.env)
    engines = options.engine or [*MAKERS, *CUDA]
    bad = False
    print(f"seed {options.seed}")
    for engine in engines:
        with tempfile.TemporaryDirectory() as folder:
            try:
                if engine in CUDA:
                    cases = list(
                        made_by_regx(options.regx, engine, folder, options.cases, options.seed)
                    )
                else:
                    python = environments.python_of(MAKERS[engine], local)
                    cases = made_by_framework(
                        engine, python, folder, options.cases, options.seed
                    )
            except (OSError, subprocess.CalledProcessError) as trouble:
                print(f"{engine}: SKIPPED: {trouble}", file=sys.stderr)
                continue
            counts = collections.Counter()
            for case in cases:
                outcome = subprocess.run(
                    [options.regx, "identify", case["x"], case["y"], "--format", "json"],
                    capture_output=True, text=True,
                )  # fmt: skip
                answer = json.loads(outcome.stdout)
                worth = judged(case, answer)
                counts[worth] += 1
                if worth in ("WRONG", "missed"):
                    bad = True
                    print(f"{worth}: {case}: {answer['because']}", file=sys.stderr)
            words = ", ".join(f"{counts[word]} {word}" for word in ("found", "listed", "missed", "WRONG"))
            print(f"{engine:22} {words}", flush=True)
    return bad


if __name__ == "__main__":
    sys.exit(main())
