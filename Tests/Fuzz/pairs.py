"""Hostile pairs for identify, diff and check: whatever they say agrees with itself."""

# SPDX-License-Identifier: Apache-2.0

import json
import shlex

from process import trouble

PAIR = ["x.safetensors", "y.safetensors"]
# What identify is asked: y.txt is Y as PyTorch prints it.
QUESTIONS = [PAIR, PAIR, PAIR, PAIR[1:], ["rand", PAIR[1]], ["randn", PAIR[1]], ["ones", PAIR[1]],
             ["arange", PAIR[1]], [PAIR[0], "y.txt"], ["rand", "y.txt"], ["y.txt"]]
SHAPES = ["3,2,2,2", "40", "6,7", "2,3,4,4", "1", "0,3", "scalar", "64,4", "1,1,9,9"]


def make(random, table, samples):
    shape = random.choice(SHAPES)
    mode, engine = random.choice(table.modes), random.choice(table.values["apply", "--engine"][0])
    p = random.choice(["0", "0.1", "0.33", "0.5", "0.9", "1"])
    dtype = random.choice(["float32", "float32", "float64", "float16", "bfloat16"])
    draw = random.choice(["rand", "randn", "arange", "ones", "zeros"])
    return {
        "words": random.choice(QUESTIONS),
        "steps": [
            ["sample", draw, "--shape", shape, "--seed", str(random.randrange(9)),
             "--dtype", dtype, "-o", "x.safetensors"],
            ["apply", "--input", "x.safetensors", "--mode", mode, "--engine", engine, "--p", p,
             "--seed", str(random.randrange(300)), "-o", "y.safetensors"],
        ],
        "files": {},
        # What is done to either afterwards.
        "damage": [[random.randrange(2), random.randrange(2**32), random.choice(
            ["bits", "special", "zeros", "scale", "copy", "swap"])]
            for _ in range(random.choice([0, 0, 1, 1, 2, 4]))],
    }


def problem(case, sandbox, tally):
    sandbox.fill(case["files"])
    for step in case["steps"]:
        made = sandbox.run(step)
        if trouble(made):
            return f"{trouble(made)} ({made.said})"
        if made.code:
            return None
    _spoil(case["damage"], sandbox)
    sandbox.run(["print", PAIR[1], "-o", "y.txt"])
    return (_diff(sandbox, tally) or _check(sandbox, tally)
            or _identify(case["words"], sandbox, tally))


def _spoil(changes, sandbox):
    import random as randoms

    names = [sandbox.path("x.safetensors"), sandbox.path("y.safetensors")]
    contents = [open(name, "rb").read() for name in names]
    for which, seed, kind in changes:
        random = randoms.Random(seed)
        content = contents[which]
        start = 8 + int.from_bytes(content[:8], "little")
        head, data = content[:start], bytearray(content[start:])
        if kind == "copy":
            contents[which] = contents[1 - which]
            continue
        if kind == "swap":
            contents.reverse()
            continue
        for _ in range(random.choice([1, 1, 3, 20])):
            place = random.randrange(len(data)) if data else 0
            if data and kind == "bits":
                data[place] ^= 1 << random.randrange(8)
            elif kind == "special":
                word = random.choice(["0000c07f", "0000807f", "000080ff", "00000080", "01000000"])
                data[place // 4 * 4 : place // 4 * 4 + 4] = bytes.fromhex(word)
                del data[len(content) - start :]
            elif kind == "zeros":
                data[place // 8 * 8 : place // 8 * 8 + 8] = bytes(len(data[place // 8 * 8 :][:8]))
            elif data:
                data[place:] = bytes(len(data) - place)
        contents[which] = head + bytes(data)
    for name, content in zip(names, contents):
        with open(name, "wb") as file:
            file.write(content)


def _answer(words, sandbox):
    """What is wrong, and the answer."""
    outcome = sandbox.run([*words, "--format", "json"])
    found = trouble(outcome)
    if found:
        return f"{words}: {found} ({outcome.said})", None, outcome
    if outcome.code == 2:
        return None, None, outcome
    try:
        return None, json.loads(outcome.out), outcome
    except ValueError as error:
        return f"{words}: is no JSON: {error}", None, outcome


def _diff(sandbox, tally):
    found, one, outcome = _answer(["diff", *PAIR], sandbox)
    back, two, _ = _answer(["diff", *reversed(PAIR)], sandbox)
    if found or back or one is None or two is None:
        return found or back or (None if one is two else "refused one way only")
    tally["diffs"] += 1
    if one["equal"] != (outcome.code == 0):
        return f"diff: equal is {one['equal']}, exit code {outcome.code}"
    if (one["equal"], one["differing"]) != (two["equal"], two["differing"]):
        return "diff: the two ways round disagree"
    same = sandbox.run(["diff", PAIR[0], PAIR[0]]).code == 0
    return None if same else "diff: a file differs from itself"


def _check(sandbox, tally):
    for words in ([], ["--seed", "7"], ["--eval"]):
        found, answer, outcome = _answer(["check", *PAIR, "--p", "0.5", *words], sandbox)
        if found:
            return found
        if answer is not None:
            tally["checks"] += 1
            if answer["holds"] != (outcome.code == 0):
                return f"check: holds is {answer['holds']}, exit code {outcome.code}"
    return None


def _identify(question, sandbox, tally):
    words = ["identify", *question, "--seeds", "0:299", "-q"]
    found, answer, outcome = _answer(words, sandbox)
    if found or answer is None:
        return found
    verdict = answer["verdict"]
    tally[verdict] += 1
    if (verdict in ("identified", "ambiguous")) != (outcome.code == 0):
        return f"identify: {verdict}, exit code {outcome.code}"
    for candidate in answer["candidates"][:3]:
        # Of a mask alone, and of printed digits, there are no bits to compare.
        if candidate.get("seed") is None or question[-1] == "y.txt" or len(question) == 1:
            continue
        command = shlex.split(candidate["command"])[1:]
        made = sandbox.run([*command, "-o", "made.safetensors"])
        if made.code:
            return f"identify: its command fails: {command}: {made.said}"
        if sandbox.run(["diff", "made.safetensors", PAIR[1]]).code:
            return f"identify: its command makes something else: {command}"
        tally["commands run"] += 1
    return None
