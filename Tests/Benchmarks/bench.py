"""Times regx side by side with PyTorch, NumPy, JAX, MKL and a copy, as ratios, in one run.

    python3 Tests/Benchmarks/bench.py --regx PATH [--rounds N] [--only PATTERN] [--csv FILE]

PATH is the release binary; the program that times regx in process, `Measure`, lies beside it. The
frameworks run in the environments of the oracle (Tests/Golden), made once under .oracle/; other
Pythons that have them can be named. Each round times regx and then the others, so that a ratio
compares neighbours in time. What is missing is skipped, and said. `works.py` is what is measured.
"""

# SPDX-License-Identifier: Apache-2.0

import argparse
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "Golden"))

import report  # noqa: E402
import works  # noqa: E402
from live import environments  # noqa: E402
from processes import Processes  # noqa: E402

# These take seconds a round.
SLOW, SLOW_ROUNDS = works.TEXTS, 3


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--regx", required=True, metavar="PATH", help="the release binary")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument(
        "--only", type=re.compile, default="", metavar="PATTERN",
        help="measure only works in whose name this regular expression is found",
    )  # fmt: skip
    parser.add_argument("--csv", metavar="FILE", help="write the medians and spreads there, too")
    parser.add_argument("--python", help="a Python that has torch 2.13 and NumPy")
    parser.add_argument("--jax-python", metavar="PYTHON", help="one that has JAX")
    parser.add_argument("--mkl-python", metavar="PYTHON", help="one that has the package mkl")
    return parser.parse_args()


def skip(what, why):
    print(f"bench: SKIPPED: {what}: {why}", file=sys.stderr)


class Program:
    """A program that answers each line it reads with measurements, then `end`."""

    def __init__(self, words, **environment):
        self.words = words
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, **environment},
        )  # fmt: skip

    def round(self):
        try:
            self.process.stdin.write("\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass
        while (line := self.process.stdout.readline().strip()) != "end":
            if not line:
                raise EOFError("it ended early")
            name, kernels, threads, value = line.split("\t")
            yield (name, kernels, int(threads)), float(value)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class EachKernels:
    """`Measure` with each of the kernels that this processor runs."""

    def __init__(self, regx, words):
        self.programs = [
            Program(words, REGX_KERNELS=kernels)
            for kernels in ("base", "avx2", "avx512")
            if not subprocess.run(
                [regx, "--version"], env={**os.environ, "REGX_KERNELS": kernels},
                capture_output=True,
            ).returncode
        ]  # fmt: skip

    def round(self):
        for program in self.programs:
            yield from program.round()

    def close(self):
        for program in self.programs:
            program.close()


class WholeProcesses(Processes):
    """Whole processes as if a program measured them."""

    def round(self):
        for name, threads, value in super().round():
            yield (name, "-", threads), value


def pythons(options, wanted):
    """The Python of each measurer that needs one; those that cannot be had are left out."""
    given = {works.JAX: options.jax_python, works.MKL: options.mkl_python}
    needed = {
        works.TORCH: "torch-2.13.0", works.TEXTS: "torch-2.13.0", works.MKL: "torch-2.13.0",
        works.JAX: "jax-0.10.2",
    }  # fmt: skip
    if "Python, PyTorch" in wanted.get(works.PROCESSES, []):
        needed[works.PROCESSES] = "torch-2.13.0"
    found = {}
    for by, environment in needed.items():
        if by not in wanted:
            continue
        try:
            own = given[by] if by in given else options.python
            found[by] = own or environments.python_of(environment, {})
        except (OSError, subprocess.CalledProcessError) as trouble:
            skip(", ".join(wanted[by]), f"no environment {environment}: {trouble}")
    return found


def measurers(options, wanted):
    """Whoever measures something of what is wanted, in the order of a round."""
    python = pythons(options, wanted)
    if works.MEASURE in wanted:
        measure = os.path.join(os.path.dirname(os.path.realpath(options.regx)), "Measure")
        if not os.path.exists(measure):
            raise SystemExit(f"bench: {measure} is missing; swift build -c release makes it")
        yield works.MEASURE, EachKernels(options.regx, [measure, *wanted[works.MEASURE]])
    for by in (works.TORCH, works.MKL, works.JAX, works.TEXTS):
        if by in python:
            yield by, Program([python[by], os.path.join(HERE, by), *wanted[by]])
    if works.PROCESSES in wanted:
        try:
            names = wanted[works.PROCESSES]
            yield works.PROCESSES, WholeProcesses(options.regx, python.get(works.PROCESSES), names)
        except (OSError, subprocess.CalledProcessError) as trouble:
            skip(", ".join(names), trouble)


def main():
    options = arguments()
    chosen = [work for work in works.WORKS if re.search(options.only, work.name)]
    if not chosen:
        raise SystemExit("bench: --only finds none of " + ", ".join(w.name for w in works.WORKS))
    wanted = works.wanted(chosen)
    running = dict(measurers(options, wanted))
    measured = {}
    for number in range(options.rounds):
        print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
        for by, measurer in list(running.items()):
            if by == SLOW and number >= SLOW_ROUNDS:
                continue
            try:
                for key, value in measurer.round():
                    measured.setdefault(key, {})[number] = value
            except (EOFError, OSError, subprocess.CalledProcessError) as trouble:
                skip(", ".join(wanted[by]), trouble)
                del running[by]
    for measurer in running.values():
        measurer.close()
    table = list(report.rows(chosen, measured))
    report.print_table(table, options.rounds)
    if options.csv:
        report.write_csv(table, options.csv)


if __name__ == "__main__":
    main()
