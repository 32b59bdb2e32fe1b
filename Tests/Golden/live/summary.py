"""Counts of cases by engine and topic, as a table."""

# SPDX-License-Identifier: Apache-2.0

from collections import Counter, defaultdict

from .regx import modes_of


def topic(case):
    """The mode of `apply`, the distribution of `sample`, else the command."""
    command, *rest = case["args"]
    if command == "apply":
        return (modes_of(case) or ["dropout"])[0]
    if command == "sample":
        return f"sample {rest[0]}" if rest and not rest[0].startswith("-") else "sample rand"
    return command


class Summary:
    """What became of every case."""

    def __init__(self):
        self.rows = defaultdict(Counter)
        self.frameworks = defaultdict(Counter)
        self.reasons = Counter()

    def add(self, environment, case, verdict, reason):
        """Counts one case."""
        self.rows[case["engine"], topic(case)][verdict] += 1
        counts = self.frameworks[environment, case["engine"]]
        counts[verdict] += 1
        counts["refused"] += "error" in case
        if verdict == "skipped":
            self.reasons[reason] += 1

    def total(self, *verdicts):
        """The number of cases that ended so."""
        return sum(row[verdict] for row in self.rows.values() for verdict in verdicts)

    def lines(self):
        """The tables, why cases were skipped, and the one line to look at."""
        yield from _table(("engine", 20), ("mode", 26), self.rows)
        yield ""
        yield from _table(("framework", 20), ("engine", 26), self.frameworks)
        for reason, count in self.reasons.most_common():
            yield f"SKIPPED {count}: {reason}"
        refused = sum(row["refused"] for row in self.frameworks.values())
        yield f"{refused} refused by both or either"
        yield f"{self.total('same', 'differs')} cases, {self.total('differs')} differ"


def _table(first, second, rows):
    columns = f"{{:{first[1]}}} {{:{second[1]}}} {{:>7}} {{:>7}} {{:>8}}"
    yield columns.format(first[0], second[0], "cases", "differ", "skipped")
    for (one, other), row in sorted(rows.items()):
        cases = row["same"] + row["differs"]
        yield columns.format(one, other, cases, row["differs"], row["skipped"])
