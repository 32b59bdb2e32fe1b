"""Medians, spreads and ratios of what was measured, as a table and as CSV."""

# SPDX-License-Identifier: Apache-2.0

import csv
import os
import platform
import statistics

HEADINGS = [
    "work", "kernels", "threads", "median", "spread", "unit", "ratio", "ratio_spread", "to", "goal",
]  # fmt: skip


def summary(values):
    """The median and half the distance of the quartiles."""
    if len(values) < 2:
        return values[0], 0.0
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return middle, (high - low) / 2


def ratios(unit, mine, theirs):
    """How many times as fast (or small) each round of mine was as the same round of theirs."""
    pairs = [(mine[number], theirs[number]) for number in mine if number in theirs]
    return [a / b if unit == "MB/s" else b / a for a, b in pairs]


def rows(works, measured):
    """A row for each measurement of regx and reference.

    `measured` has, for (name, kernels, threads), the value of each round that has one.
    """
    for work in works:
        for (name, kernels, threads), mine in measured.items():
            if name != work.name:
                continue
            row = [name, kernels, threads, *summary(list(mine.values())), work.unit]
            limit = f"<= {work.limit:g} {work.unit}" if work.limit else ""
            compared = []
            for reference in work.references:
                theirs = measured.get((reference.name, "-", threads))
                # Another work of regx is compared at the same kernels.
                theirs = theirs or measured.get((reference.name, kernels, threads))
                both = ratios(work.unit, mine, theirs) if theirs else []
                if both:
                    goal = reference.goal_of(kernels, threads)
                    goal = f">= {goal:g}" if goal else ""
                    compared.append([*row, *summary(both), reference.name, goal])
            yield from compared or [[*row, "", "", "", limit]]


def processor():
    """The model's name, where the system tells it."""
    try:
        with open("/proc/cpuinfo") as file:
            names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
        return names[0] if names else platform.machine()
    except OSError:
        return platform.machine()


def _digits(value):
    return f"{value:.0f}" if value >= 1000 else f"{value:.3g}" if value >= 1 else f"{value:.3f}"


def print_table(table, rounds):
    load = os.getloadavg()[0]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"{processor()}, {cores} cores, load {load:.1f}, {rounds} rounds")
    print("ns: nanoseconds per element (jump: per call); medians ± half the quartiles' distance\n")
    print("| work | kernels | threads | median | times as fast as | goal |")
    print("|---|---|---|---|---|---|")
    last = None
    for name, kernels, threads, median, spread, unit, ratio, ratio_spread, to, goal in table:
        head = [name, kernels.replace("-", ""), str(threads), ""]
        head[3] = f"{_digits(median)} ± {_digits(spread)} {unit}"
        if (name, kernels, threads) == last:
            head = [""] * 4  # the same again, beside something else
        last = (name, kernels, threads)
        faster = f"{_digits(ratio)} ± {_digits(ratio_spread)} {to}" if to else ""
        print("|", " | ".join([*head, faster, goal]), "|")


def write_csv(table, path):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(table)
