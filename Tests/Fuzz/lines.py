"""Command lines from the table: done, or one reason why not."""

# SPDX-License-Identifier: Apache-2.0

from damage import damaged
from process import may_be_long, trouble

HOSTILE = [
    "0", "1", "-1", "2", "3", "7", "0.5", "1.0", "1e-400", "1e400", "nan", "inf", "-inf", "", "x",
    "-0.0", "0x7e5", "-0x1", "18446744073709551615", "18446744073709551616", "9223372036854775807",
    "-9223372036854775808", "99999999999999999999999", "3,2,2,2", "3x2", "scalar", "0,3", "3,0",
    "1,1,1,1", "2,3,8,8", "2,2,2,2,2", "4,4", "5", ",", "1,", ",1", "1,,1", "1152921504606846975x2",
    "0:5", "3:", ":0", "5:2", "0:0.9:0.1", "1/1", "2/3", "0/0", "1/3", "33%", "(3, 2)", "[1,2",
    "[[1,2],[3,4]]", "rand 3; dropout 0.5 2,2", "2 * words 3", "words -1", "é", "\u0301",
    "\x1b[0m", "\n", "'", "\ufffd", "\u202e", "\u2028", "--", "-", "-h", "=", "--=", "-=", ".",
    "/", "/dev/null", "/dev/full", "no/new", "new.npy", "new.svg", "new.json", "new", "a\\b",
    "torch==2.6.0", "nn.Dropout", "drouput", "9" * 400, "x" * 5000, "0," * 70 + "1",
]
# Commands that draw so much in themselves that more would only take time.
COSTLY = {"vectors"}


def make(random, table, samples):
    words = list(random.choice(table.examples))
    if random.random() < 0.4:
        words = _drawn(random, table, samples)
    if random.random() < 0.7:
        words = _changed(words, random, table, samples)
    if words and words[0] in COSTLY and random.random() < 0.9:
        words[0] = "sample"
    files = {name: data for name, data in samples.items() if any(name in w for w in words)}
    for name in files:
        if random.random() < 0.1:
            files[name] = damaged(files[name], list(samples.values()), random)
    given = random.choice(list(samples)) if "-" in words and random.random() < 0.7 else ""
    if given:
        files[given] = samples[given]
    return {"words": words, "files": files, "given": given, "piped": random.random() < 0.5}


def problem(case, sandbox, _):
    sandbox.fill(case["files"])
    given = case["files"].get(case["given"])
    # What is large is cut short; to be stopped is all that is asked of it.
    seconds = 1 if may_be_long(case["words"]) else None
    return trouble(sandbox.run(case["words"], given, case["piped"], seconds))


def _value(random, table, samples, command, place):
    choices, takes_file, is_list = table.values.get((command, place), ([], False, False))
    kind = random.random()
    if kind < 0.15 or kind < 0.4 and not choices and not takes_file:
        return random.choice(HOSTILE)
    if takes_file and kind < 0.7:
        return random.choice(list(samples))
    if place in table.taught and kind < 0.8:
        return random.choice(table.taught[place])
    if not choices:
        return random.choice(HOSTILE + sum(table.taught.values(), []))
    if is_list and random.random() < 0.4:
        return ",".join(random.choices(choices, k=random.randint(2, 3)))
    choice = random.choice(choices)
    return choice if random.random() < 0.9 else _misspelt(choice, random)


def _misspelt(word, random):
    place = random.randrange(len(word) + 1)
    return word[:place] + random.choice(["", "-", "x", " ", "é"]) + word[place + 1 :]


def _drawn(random, table, samples):
    command = random.choice(list(table.flags) + table.modes[:3])
    words = [command]
    known = command if command in table.flags else "apply"
    places = [place for name, place in table.values if name == known and place[0] != "-"]
    for place in sorted(places):
        if place == "+":
            inner = random.choice(table.examples)
            words += inner if known in ("explain", "show") else []
        else:
            words.append(_value(random, table, samples, known, place))
    for _ in range(random.randrange(5)):
        words += _flag(random, table, samples, known)
    return words


def _flag(random, table, samples, command):
    flag = random.choice(table.flags.get(command) or table.flags["apply"])
    if not table.takes_value(command, flag):
        return [flag]
    value = _value(random, table, samples, command, flag)
    return [f"{flag}={value}"] if random.random() < 0.1 else [flag, value]


def _changed(words, random, table, samples):
    words = list(words)
    command = words[0] if words and words[0] in table.flags else "apply"
    for _ in range(random.randint(1, 3)):
        place = random.randint(min(1, len(words)), len(words))
        match random.randrange(8):
            case 0 if place < len(words):
                del words[place]
            case 1 if place < len(words):
                words[place] = random.choice(HOSTILE)
            case 2:
                words.insert(place, random.choice(HOSTILE))
            case 3 if place < len(words):
                words[place] = _misspelt(words[place], random)
            case 4 if place and place < len(words) and words[place - 1].startswith("-"):
                words[place] = _value(random, table, samples, command, words[place - 1])
            case 5:
                other = random.choice(list(table.flags))
                words += _flag(random, table, samples, other)
            case _:
                words += _flag(random, table, samples, command)
    return words
