"""Times regx side by side with PyTorch, NumPy and a copy in memory, as ratios, in one run.

    python3 Tests/Benchmarks/bench.py --regx PATH [--rounds N] [--csv FILE] [--python PYTHON]

PATH is the release binary; the program that times regx in process, `Measure`, lies beside it. The
frameworks run in the environment of Tests/Golden/requirements-torch-2.13.0.txt, which is made once
under .oracle/; `--python` names one that is already there. Each round times regx and then the
frameworks, so that a ratio compares neighbours in time.
"""

import argparse
import csv
import os
import platform
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "Golden"))

from live import environments  # noqa: E402

# What regx measures, and what of the frameworks does the same work.
PAIRS = {
    "rand": "torch.rand",
    "randn": "torch.randn",
    "bernoulli": "torch.bernoulli_",
    "dropout": "F.dropout",
    "dropout-fresh": "F.dropout",
    "copy": "torch.copy_",
    "numpy-random": "Generator.random",
    "numpy-random32": "Generator.random float32",
    "numpy-legacy": "RandomState.random_sample",
}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--regx", required=True, metavar="PATH", help="the release binary")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--csv", metavar="FILE", help="write the medians and spreads there, too")
    parser.add_argument("--python", help="a Python that has torch 2.13 and NumPy")
    return parser.parse_args()


class Program:
    """A program that answers each line it reads with measurements, then `end`."""

    def __init__(self, words):
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def round(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        while (line := self.process.stdout.readline().strip()) != "end":
            if not line:
                raise SystemExit("bench: a program under measurement ended early")
            yield line.rsplit(" ", 3)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def processor():
    """The model's name, where the system tells it."""
    try:
        with open("/proc/cpuinfo") as file:
            names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
        return names[0] if names else platform.machine()
    except OSError:
        return platform.machine()


def summary(values):
    """The median and half the distance of the quartiles."""
    if len(values) < 2:
        return values[0], 0.0
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return middle, (high - low) / 2


def main():
    options = arguments()
    measure = os.path.join(os.path.dirname(os.path.realpath(options.regx)), "Measure")
    if not os.path.exists(measure):
        raise SystemExit(f"bench: {measure} is missing; swift build -c release makes it")
    python = options.python or environments.python_of("torch-2.13.0", {})
    regx = Program([measure])
    frameworks = Program([python, os.path.join(HERE, "frameworks.py")])
    times, ratios = {}, {}
    for number in range(options.rounds):
        print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
        there = {}
        mine = list(regx.round())
        for name, _, threads, value in frameworks.round():
            there[name, threads] = float(value)
            times.setdefault((name, "-", threads), []).append(float(value))
        for name, kernels, threads, value in mine:
            key = (name, kernels, threads)
            times.setdefault(key, []).append(float(value))
            reference = there.get((PAIRS.get(name), threads))
            if reference:
                ratios.setdefault(key, []).append(reference / float(value))
    regx.close()
    frameworks.close()
    report(times, ratios, options)


def report(times, ratios, options):
    rows = []
    for key, values in times.items():
        name, kernels, threads = key
        median, spread = summary(values)
        ratio, ratio_spread = summary(ratios[key]) if key in ratios else ("", "")
        rows.append(
            [name, kernels, threads, median, spread, ratio, ratio_spread, PAIRS.get(name) or ""]
        )
    print(f"{processor()}, {len(os.sched_getaffinity(0))} cores, {options.rounds} rounds")
    print("nanoseconds per element (per call: jump), medians ± half the quartiles' distance\n")
    print(f"{'work':26} {'kernels':8} {'threads':>7} {'ns':>16} {'times as fast as':>22}")
    for name, kernels, threads, median, spread, ratio, ratio_spread, original in rows:
        time = f"{median:.0f} ± {spread:.0f}" if median > 1000 else f"{median:.3f} ± {spread:.3f}"
        faster = f"{ratio:.1f} ± {ratio_spread:.1f} {original}" if original and ratio else ""
        print(f"{name:26} {kernels:8} {threads:>7} {time:>16}   {faster}".rstrip())
    if options.csv:
        with open(options.csv, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(
                ["work", "kernels", "threads", "ns", "ns_spread", "ratio", "ratio_spread", "to"]
            )
            writer.writerows(rows)


if __name__ == "__main__":
    main()
