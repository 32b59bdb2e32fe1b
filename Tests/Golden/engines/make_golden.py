"""Makes an engine's golden file from the real framework.

    python make_golden.py mlx [--cases N] [--seed S] [--output FILE]

Without flags it writes the committed file, the same byte for byte each time. README.md in the
folder above says which environment each takes.
"""

# SPDX-License-Identifier: Apache-2.0

import argparse
import importlib
import os
import pathlib
import random

import recording

# The cases of each committed file.
ENGINES = {
    "mlx": 200,
    "tensorflow": 180,
    "keras-tensorflow": 60,
    "keras-jax": 60,
    "keras-torch": 60,
    "keras-numpy": 60,
    "inductor": 120,
    "triton": 60,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("--cases", type=int)
    parser.add_argument("--seed", default="2021")
    parser.add_argument("--output", type=pathlib.Path)
    options = parser.parse_args()
    framework, _, backend = options.engine.partition("-")
    if backend:
        os.environ["KERAS_BACKEND"] = backend
    calls = importlib.import_module(f"{framework}_calls")
    header = calls.header()
    name = f"{options.engine}-{header['version']}.jsonl"
    lines = (
        calls.line(random.Random(f"{options.seed} {options.engine} {index}"), index)
        for index in range(options.cases or ENGINES[options.engine])
    )
    recording.write(
        options.output or pathlib.Path(__file__).parent / name, header, lines
    )


if __name__ == "__main__":
    main()
