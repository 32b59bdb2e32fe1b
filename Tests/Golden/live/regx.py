"""Runs the binary under test and compares what it prints with an answer."""

# SPDX-License-Identifier: Apache-2.0

import hashlib
import os
import shlex
import subprocess

from . import refusals

# Bit patterns of 16-bit formats: the mask of a number without sign, infinity, the NaN to compare.
_HALVES = {"float16": (0x7FFF, 0x7C00, "7e00"), "bfloat16": (0x7FFF, 0x7F80, "7fc0")}


class Regx:
    """The regx binary, and what it says it knows."""

    def __init__(self, path, inputs):
        self.path = os.path.abspath(path)
        self.inputs = inputs
        self.modes = self._catalogue("modes")
        self.engines = self._catalogue("engines")

    def _run(self, words):
        return subprocess.run(
            [self.path, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=600, close_fds=False,
        )  # fmt: skip

    def _catalogue(self, command):
        """The first word of each line, or `None` where regx has no such command yet."""
        run = self._run([command])
        if run.returncode != 0:
            return None
        return {line.split()[0] for line in run.stdout.splitlines() if line.strip()}

    def words(self, case):
        """The words to run for a case."""
        words = [
            os.path.join(self.inputs, word[1:]) if word.startswith("@") else word
            for word in case["args"]
        ]
        return words + ["--format", "hex"] if "bits" in case or "sha256" in case else words

    def command_line(self, case):
        """The command line that repeats a case."""
        return shlex.join([self.path, *self.words(case)])

    def unknown(self, case):
        """What of a case the catalogues do not name, or `None`."""
        if self.engines is not None and case["engine"] not in self.engines:
            return f"engine {case['engine']}"
        for mode in modes_of(case):
            if self.modes is not None and mode not in self.modes:
                return f"mode {mode}"
        return None

    def verdict(self, case):
        """`same`, `skipped` or `differs`, and what to say about it."""
        if "gap" in case:
            return "skipped", f"the reference cannot answer: {case['gap']}"
        if missing := self.unknown(case):
            return "skipped", f"regx does not know {missing}"
        run = self._run(self.words(case))
        complaint = run.stderr.strip().split("\n")[0]
        if "error" in case:
            if run.returncode == 2:
                return "same", ""
            return "differs", f"the original refuses ({case['error']}), exit code {run.returncode}"
        if run.returncode == 2 and "unknown" in complaint:
            return "skipped", complaint
        if run.returncode == 2 and (known := refusals.reason(case, complaint)):
            return "skipped", known
        if run.returncode != 0:
            return "differs", f"exit code {run.returncode}: {complaint}"
        if "sha256" in case:
            same = hashlib.sha256(_lines(case, run.stdout).encode()).hexdigest() == case["sha256"]
            return ("same", "") if same else ("differs", "another digest of a large tensor")
        if "text" in case:
            return _compared(case["text"].split("\n"), run.stdout.split("\n"), "line")
        expected, printed = _expected_words(case), _printed_words(case, run.stdout)
        if _divides_by_zero(case) and len(expected) == len(printed):
            # Two NaN may meet in a product; which one's bits are left is the compiler's choice.
            pairs = zip(expected, printed)
            printed = [want if _is_nan(want) and _is_nan(got) else got for want, got in pairs]
        return _compared(expected, printed, "word")


def modes_of(case):
    """The modes that a case names."""
    words = case["args"]
    return words[words.index("--mode") + 1].split(",") if "--mode" in words else []


def _expected_words(case):
    return _canonical(case, case["bits"].replace("|", " ").split())


def _printed_words(case, text):
    """The bit patterns without headings."""
    return _canonical(case, [line for line in text.splitlines() if not line.startswith("#")])


def _lines(case, text):
    """The same, each ended by a line feed, as a digest is taken of them."""
    if "#" not in text and not any("float16" in word for word in case["args"]):
        return text
    return "".join(line + "\n" for line in _printed_words(case, text))


def _canonical(case, words):
    """Every NaN of a 16-bit format, or of the float32 made from one, as the canonical one."""
    halves = [word for word in _typed(case["args"]) if "float16" in word]
    if not halves:
        return words
    magnitude, infinity, nan = _HALVES["bfloat16" if "bfloat16" in halves[0] else "float16"]

    def canonical(word):
        if len(word) == 4 and int(word, 16) & magnitude > infinity:
            return nan
        if len(word) == 8 and int(word, 16) & 0x7FFFFFFF > 0x7F800000:
            return "7fc00000"
        return word

    return [canonical(word) for word in words]


def _divides_by_zero(case):
    """Whether the input is a file and a scale may be 0 in float32."""
    words = case["args"]
    if "--input" not in words or "/" not in words[words.index("--input") + 1] or "--p" not in words:
        return False
    p = float(words[words.index("--p") + 1])
    return min(abs(p), abs(1 - p)) < 2.0**-126


def _is_nan(word):
    """Whether a word of a type is not a number."""
    digits = {4: (0x7FFF, 0x7C00), 8: (0x7FFFFFFF, 0x7F800000), 16: (2**63 - 1, 0x7FF << 52)}
    magnitude, infinity = digits.get(len(word), (0, 0))
    return int(word, 16) & magnitude > infinity


def _typed(words):
    """The words that may name the type of the result, `--dtype` first."""
    return sorted(words, key=lambda word: "/" in word)


def _compared(expected, printed, unit):
    if expected == printed:
        return "same", ""
    if len(expected) != len(printed):
        return "differs", f"{len(expected)} {unit}s expected, {len(printed)} printed"
    pairs = enumerate(zip(expected, printed))
    index, (want, got) = next((i, pair) for i, pair in pairs if pair[0] != pair[1])
    count = sum(want != got for want, got in zip(expected, printed))
    place = f"{count} {unit}s of {len(expected)}, first {index}"
    return "differs", f"{place}: {want} expected, {got} printed"
