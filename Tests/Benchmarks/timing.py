"""Timing one body in the way `Measure` does, and answering a round for each line read."""

# SPDX-License-Identifier: Apache-2.0

import sys
import time


def best(clock, span, count, body):
    """The time of one call per element: the best run of those that fit in `span` seconds."""
    begin = clock()
    body()
    calls = max(1, int(2e-4 / max(clock() - begin, 1e-7)))
    result, start = float("inf"), clock()
    while True:
        run = clock()
        for _ in range(calls):
            body()
        result = min(result, clock() - run)
        if clock() - start >= span:
            return result / calls / count * 1e9


def report(name, count, body, threads=1, span=0.05):
    """Measures and prints, if the name is asked for: nanoseconds per element."""
    if name in sys.argv[1:]:
        clock = time.process_time if threads == 1 else time.perf_counter
        print(name, "-", threads, best(clock, span, count, body), sep="\t")


def rounds(measure):
    """Calls `measure` for each line of standard input."""
    for _ in sys.stdin:
        measure()
        print("end", flush=True)
