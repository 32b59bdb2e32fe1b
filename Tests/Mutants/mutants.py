"""Changes one comparison, constant, rounding or bound at a time, and sees whether a test notices.

    python3 Tests/Mutants/mutants.py [--count N] [--only TEXT] [--scratch FOLDER] [--jobs N]

All mutants are compiled into one copy of the sources, where each asks whether it is the one that
the environment variable MUTANT names. Every suite runs once with none awake, and notes which it
asks for; then each mutant is run by the suites that ask for it, the quick ones first, until one
fails. Exit code 0: each was noticed or is in justified.txt; 1: some were not, and are listed.
"""

# SPDX-License-Identifier: Apache-2.0

import argparse
import json
import os
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed

import package
from suites import Suites

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def arguments():
    """The script's own command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=420, metavar="N")
    parser.add_argument("--only", metavar="TEXT", help="mutants whose name has this text")
    parser.add_argument("--scratch", default=os.path.join(ROOT, ".build", "mutants"))
    parser.add_argument("--built", action="store_true", help="go on with the last build and its results")
    parser.add_argument("--jobs", type=int, default=1, metavar="N")
    parser.add_argument("--slowest", type=float, default=30, metavar="SECONDS",
                        help="suites that take longer are left out")  # fmt: skip
    return parser.parse_args()


def justified():
    """Names of mutants that change nothing a test could see, each with its reason."""
    reasons = {}
    with open(os.path.join(HERE, "justified.txt"), encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("//"):
                name, _, reason = line.rstrip("\n").partition("\t")
                reasons[name] = reason
    return reasons


def judged(suites, mutant):
    """(the mutant, how it ended, by which suite)."""
    started = time.monotonic()
    asking = suites.asking(mutant)
    for suite in asking:
        if trouble := suites.trouble(suite, mutant.number):
            return mutant, trouble, suite, time.monotonic() - started
    return mutant, "survived" if asking else "never run", "", time.monotonic() - started


def main():
    options = arguments()
    copy = package.Package(ROOT, options.scratch)
    if options.built:
        mutants = copy.known()
    else:
        mutants = copy.write(options.count)
        print(f"{len(mutants)} mutants are written", flush=True)
        mutants = copy.built(mutants)
    print(f"{len(mutants)} compile", flush=True)
    suites = Suites(options.scratch, options.slowest)
    suites.measure(options.jobs)
    results = Results(os.path.join(options.scratch, "results.jsonl"), options.built)
    chosen = [mutant for mutant in mutants if not options.only or options.only in mutant.name]
    left = [mutant for mutant in chosen if mutant.name not in results.ends]
    with ThreadPoolExecutor(options.jobs) as pool:
        for done in as_completed([pool.submit(judged, suites, mutant) for mutant in left]):
            results.add(*done.result())
    return results.report([mutant.name for mutant in chosen])


class Results:
    """How each mutant ended, kept in a file, from which the next run with --built goes on."""

    def __init__(self, path, goes_on):
        self.ends, self.reasons = {}, justified()
        if goes_on and os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                for line in map(json.loads, file):
                    self.ends[line["name"]] = line["end"]
        self.file = open(path, "a" if goes_on else "w", encoding="utf-8")

    def add(self, mutant, end, suite, seconds):
        """Notes one, and tells one that no test noticed."""
        self.ends[mutant.name] = end
        line = {"number": mutant.number, "name": mutant.name, "end": end}
        line |= {"suite": suite, "seconds": round(seconds, 1)}
        print(json.dumps(line, ensure_ascii=False), file=self.file, flush=True)

    def report(self, names):
        """Prints what is left and the counts; returns the exit code."""
        counts, left = Counter(), 0
        for name in names:
            end = self.ends[name]
            if end in ("survived", "never run"):
                if name in self.reasons:
                    end = "justified"
                else:
                    print(f"{end}: {name}")
                    left += 1
            counts[end] += 1
        told = ", ".join(f"{count} {end}" for end, count in counts.most_common())
        print(f"{len(names)} mutants: {told}")
        return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
