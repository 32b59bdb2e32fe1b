"""Counts of cases by engine and topic, as a table."""

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
        self.reasons = Counter()

    def add(self, case, verdict, reason):
        self.rows[case["engine"], topic(case)][verdict] += 1
        if verdict == "skipped":
            self.reasons[reason] += 1

    def total(self, *verdicts):
        return sum(row[verdict] for row in self.rows.values() for verdict in verdicts)

    def lines(self):
        """The table, why cases were skipped, and the one line to look at."""
        yield f"{'engine':16} {'mode':26} {'cases':>6} {'differ':>7} {'skipped':>8}"
        for (engine, name), row in sorted(self.rows.items()):
            cases = row["same"] + row["differs"]
            yield f"{engine:16} {name:26} {cases:6} {row['differs']:7} {row['skipped']:8}"
        for reason, count in self.reasons.most_common():
            yield f"SKIPPED {count}: {reason}"
        yield f"{self.total('same', 'differs')} cases, {self.total('differs')} differ"
