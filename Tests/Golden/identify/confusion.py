"""What `regx identify` said of the pairs, against what made them.

    confusion.py [--page PAGE] [--list OUTCOME] FOLDER ...

prints the table; with --page writes it between the marks on that page; with --list shows the pairs
that ended so. Exit code 1 where anything wrong was claimed.
"""

# SPDX-License-Identifier: Apache-2.0

import argparse
import collections
import json
import math
import sys
from pathlib import Path

from identify_pairs import NEAR, OTHERS

#: The outcomes, the good ones first; those after the bar must not occur.
RIGHT = ["seed told", "among several", "relation told", "not told"]
WRONG = ["missed", "wrong seed", "wrong relation", "refused"]
#: Where the tables stand on a page.
MARKS = ("<!-- pairs: begin -->", "<!-- pairs: end -->")


#: Layers that draw as another engine's idiom does.
SAME = {"keras-torch": "torch", "keras-numpy": "numpy-generator"}


def is_true(candidate, case):
    """Whether a candidate is what made the pair."""
    engines = candidate["engines"] + [candidate["engine"]]
    if candidate["seed"] is None or int(candidate["seed"]) != case["seed"]:
        return False
    is_same = SAME.get(case["engine"]) in engines
    if not is_same and (case["engine"] not in engines or candidate["mode"] != case["mode"]):
        return False
    # Without the values of X, or where nothing is scaled, only the zeros tell p.
    tells = case["x"] is not None and case["mode"] != "vanilla-dropout"
    return not tells or is_p(candidate["p"], case)


def is_p(p, case):
    """Whether p is the pair's, as far as a narrow type tells."""
    return abs(p - case["p"]) < {"float16": 2e-3, "bfloat16": 2e-2}.get(case["dtype"], 1e-6)


def rules(case):
    """What the rule may be called."""
    if case["mode"] == "vanilla-dropout":
        return ("vanilla",)
    if "alpha" in case["mode"]:
        return ("affine",)
    return ("inverted", "reciprocal-p")


def relation_is_true(answer, case):
    """Whether nothing that was said of the relation is false."""
    rule, lots, found = answer["rule"], answer["granularity"], answer["candidates"]
    if answer["dropped"] is None or answer["dropped"]["count"] == 0:
        return answer["verdict"] in ("undetermined", "ambiguous", "unexplained") or not found
    if answer["verdict"] in ("unexplained", "undetermined"):
        return True
    if answer["verdict"] == "identified" and rule not in (None, *rules(case)):
        return False
    scale = answer["p"]["from_scale"]
    # These two exchange the chance to keep and the chance to drop.
    is_exchanged = case["mode"] in ("drop-path:rand-gt", "drop-path:article-module")
    if scale is not None and not is_p(scale, case) and not (is_exchanged and is_p(1 - scale, case)):
        return False
    if answer["verdict"] == "identified" and lots not in (None, case["lots"]):
        return False
    modes = {c["mode"] for c in found}
    return not modes or case["mode"] in modes or case["engine"] not in SEARCHED


SEARCHED = set()


def outcome(case, answer, is_among):
    """One of the outcomes above, for a pair that a regularizer made."""
    if "error" in answer:
        return "refused"
    SEARCHED.update(answer["searched"]["engines"])
    seeded = [c for c in answer["candidates"] if c["seed"] is not None]
    if seeded:
        if "more than" in answer["because"]:
            return "among several"
        if is_among and any(is_true(c, case) for c in seeded):
            return "seed told" if answer["verdict"] == "identified" else "among several"
        if answer["verdict"] == "identified":
            return "wrong seed"
        if not is_among:
            return "among several"
        return "missed" if is_searched(case, answer) else "among several"
    if not relation_is_true(answer, case):
        return "wrong relation"
    if answer["verdict"] in ("identified", "ambiguous") and answer["candidates"]:
        if is_among and is_searched(case, answer):
            return "missed"
        return "relation told"
    if answer["verdict"] in ("undetermined", "unexplained"):
        dropped = answer["dropped"]
        is_plain = dropped is None or min(dropped["count"], dropped["of"] - dropped["count"]) == 0
        return "not told" if answer["verdict"] == "undetermined" or is_plain else "wrong relation"
    return "relation told"


def is_searched(case, answer):
    """Whether regx looks through draws of the engine that made the pair."""
    names = set(answer["searched"]["engines"])
    return case["engine"] in names or case["engine"].startswith("torch-2.")


def plain_outcome(case, answer):
    if "error" in answer:
        return "refused"
    if any(c["seed"] is not None for c in answer["candidates"]):
        return "wrong seed" if answer["verdict"] == "identified" else "among several"
    if answer["verdict"] in ("undetermined", "unexplained"):
        return "not told"
    if answer["verdict"] == "ambiguous":
        return "relation told"
    return "relation told" if case["allowed"] == "mask" else "wrong relation"


def bits(case, answer):
    """The information of the draws that are known, in bits."""
    if "error" in answer or answer["dropped"] is None or case["p"] is None:
        return 0
    p, known = case["p"], answer["dropped"]["of"]
    return known * -(p * math.log2(p) + (1 - p) * math.log2(1 - p))


def band(value):
    for limit in (16, 24, 32, 48, 64, 128):
        if value < limit:
            return f"below {limit}"
    return "128 and more"


def table(title, rows):
    names = RIGHT + [name for name in WRONG if any(row[name] for _, row in rows)]
    lines = [f"| {title} | pairs | " + " | ".join(names) + " |", "| --- |" + " ---: |" * (len(names) + 1)]
    for name, row in rows:
        cells = [str(row[outcome] or "") for outcome in names]
        lines.append(f"| {name} | {sum(row.values()):,} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def counted(entries, key):
    rows = collections.defaultdict(collections.Counter)
    for entry in entries:
        rows[key(entry)][entry[2]] += 1
    return rows


def ordered(rows, names):
    return [(name, rows[name]) for name in names if name in rows]


def report(entries):
    """The tables for the page: entries are (case, run, outcome, bits)."""
    made = [e for e in entries if e[0]["seed"] is not None]
    among, without = [e for e in made if e[1] == "with"], [e for e in made if e[1] == "without"]
    plain = [e for e in entries if e[0]["seed"] is None and e[1] == "without"]
    bands = [f"below {n}" for n in (16, 24, 32, 48, 64, 128)] + ["128 and more"]
    parts = [
        f"The true seed among {NEAR + 1:,}:", table("made by", sorted(counted(among, lambda e: e[0]["source"]).items())),
        "The same by the bits that the draws hold:",
        table("bits", ordered(counted(among, lambda e: band(e[3])), bands)),
        f"The true seed not among the {OTHERS:,} that were searched:",
        table("made by", sorted(counted(without, lambda e: e[0]["source"]).items())),
        "No regularizer, or draws that no engine makes:",
        table("made by", sorted(counted(plain, lambda e: {"mask": "a mask at random", "scale": "a scaled copy"}.get(
            e[0]["allowed"], "anything else")).items())),
    ]
    return "\n\n".join(parts)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--page")
    parser.add_argument("--list", action="append", default=[])
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args()
    entries = []
    for folder in map(Path, options.folders):
        lines = (folder / "answers.jsonl").read_text().splitlines()
        answers = {answer["id"]: answer for answer in map(json.loads, lines)}
        for case in map(json.loads, (folder / "cases.jsonl").read_text().splitlines()):
            if case["id"] not in answers:
                sys.exit(f"{case['id']} was not asked about: run identify_pairs.py")
            for run in ("with", "without"):
                answer = answers[case["id"]][run]
                if case["seed"] is None:
                    result = plain_outcome(case, answer)
                else:
                    result = outcome(case, answer, run == "with")
                entries.append((case, run, result, bits(case, answer)))
                if result in options.list:
                    short = {k: answer.get(k) for k in ("error", "verdict", "because", "granularity", "dropped", "p", "rule", "order")}
                    print(run, json.dumps(case), "\n   ", json.dumps(short), "\n   ",
                          [(c["mode"], c["p"], c["engine"], c["seed"], c["false_match"]) for c in answer.get("candidates", [])[:6]])
    text = report(entries)
    if options.page:
        page = Path(options.page)
        before, rest = page.read_text().split(MARKS[0])
        after = rest.split(MARKS[1])[1]
        page.write_text(f"{before}{MARKS[0]}\n\n{text}\n\n{MARKS[1]}{after}")
    else:
        print(text)
    wrong = sum(entry[2] in WRONG for entry in entries)
    print(f"{len(entries)} answers, {wrong} wrong", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
