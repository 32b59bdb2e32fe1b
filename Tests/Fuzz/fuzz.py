#!/usr/bin/env python3
"""Random command lines, damaged files, hostile pairs and shared files in any state: whatever comes,
an answer or one reason why not.

Usage: fuzz.py REGX [--seconds N] [--seed S] [--jobs N] [--kinds LIST] [--limit N]
       [--save FOLDER] [CASE...]
Without --seconds it only runs the cases that are named, and those in `Corpus` beside this script.
A case that fails is made smaller and saved; copied into `Corpus` it is a test.
Exit code 1 if anything fails.
"""

# SPDX-License-Identifier: Apache-2.0

import argparse
import base64
import collections
import hashlib
import itertools
import json
import multiprocessing
import os
import random
import re
import shlex
import sys
import time

import files
import into
import lines
import pairs
import printed
import process
from process import ESCAPES, Sandbox
from shrink import shrunk
from table import Table

here = os.path.dirname(os.path.abspath(__file__))

KINDS = {"lines": (lines, 50), "files": (files, 25), "printed": (printed, 6), "pairs": (pairs, 12),
         "into": (into, 7)}


def encoded(case):
    contents = {name: base64.b64encode(data).decode() for name, data in case["files"].items()}
    return {**case, "files": contents}


def load(path):
    with open(path) as file:
        case = json.load(file)
    case["files"] = {name: base64.b64decode(data) for name, data in case["files"].items()}
    return case


def sample_files(regx):
    """A valid file of each format, small, under the names that the examples of help use."""
    sandbox = Sandbox(regx)
    made = {}
    sandbox.fill({})

    def add(name, *words):
        outcome = sandbox.run([*words, "-o", name])
        assert outcome.code == 0, outcome.said
        with open(sandbox.path(name), "rb") as file:
            made[name] = file.read()

    for name in ("x.npy", "a.npy", "y.csv", "x.json", "x.txt", "x.safetensors", "x.hex"):
        add(name, "sample", "--shape", "3,2,2,2", "--seed", "4")
    add("mask.npy", "sample", "bernoulli", "--shape", "40", "--dtype", "bool")
    for name in ("y.npy", "y1.npy", "y2.npy", "b.npy", "y.txt"):
        add(name, "dropout", "--input", "x.npy", "--seed", str(len(made)))
    add(ESCAPES, "sample", "--shape", "2,3")
    add("half.npy", "sample", "randn", "--shape", "2,3", "--dtype", "float16")
    add("wide.npy", "sample", "randn", "--shape", "2,3", "--dtype", "float64")
    add("whole.npy", "sample", "bits", "--shape", "2,3")
    add("empty.npy", "sample", "--shape", "2,0")
    add("scalar.json", "sample", "--shape", "scalar")
    add("brain.safetensors", "sample", "--shape", "5", "--dtype", "bfloat16")
    add("two.safetensors", "compare", "--shape", "2,2")
    add("two.json", "compare", "--shape", "2,2")
    add("two.txt", "compare", "--shape", "2,2")
    sandbox.close()
    made["list.json"] = b"[[1.5, -2, 0.1], [3e-5, NaN, 1e39]]\n"
    made["row.json"] = b"[true, false, true]"
    made["rows.csv"] = b"1,2.5,-0.1\n-3,4e5,nan\n"
    made["names.csv"] = b"a,b\n1,2\n3,4\n"
    made["cases.json"] = json.dumps({"cases": [
        {"mode": "dropout", "p": 0.3, "seed": "1", "engine": "torch", "shape": [3],
         "dtype": "float32"}]}).encode()
    fixtures = os.path.join(os.path.dirname(here), "TensorFormatsTests", "Fixtures")
    for folder, _, names in os.walk(fixtures):
        for name in sorted(names):
            path = os.path.join(folder, name)
            if os.path.getsize(path) < 20_000 and name.rsplit(".", 1)[-1] in ("pt", "npz", "npy"):
                with open(path, "rb") as file:
                    made[name] = file.read()
    return made


def work(regx, seed, worker, end, kinds, samples, table, found):
    """Cases until the time is up; what fails and the counts go into `found`."""
    sandbox = Sandbox(regx)
    tally = collections.Counter()
    weights = [KINDS[kind][1] for kind in kinds]
    try:
        for number in itertools.count():
            if time.monotonic() > end:
                break
            chance = random.Random(f"{seed}:{worker}:{number}")
            kind = chance.choices(kinds, weights)[0]
            case = {"kind": kind, **KINDS[kind][0].make(chance, table, samples)}
            tally[kind] += 1
            trouble = tried(case, sandbox, tally)
            if trouble:
                found.put(smaller(case, trouble, sandbox))
    finally:
        sandbox.close()
        found.put(tally)


def smaller(case, trouble, sandbox):
    """A small case with the same kind of trouble."""
    def label(trouble):
        return trouble and re.split("[(:]", trouble)[0]

    def still(candidate):
        return label(tried(candidate, sandbox, collections.Counter())) == label(trouble)

    case = shrunk(case, still)
    return {**case, "trouble": tried(case, sandbox, collections.Counter()) or trouble}


def tried(case, sandbox, tally):
    """What is wrong with a case; None if nothing is."""
    return KINDS[case["kind"]][0].problem(case, sandbox, tally)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("regx")
    parser.add_argument("cases", nargs="*")
    parser.add_argument("--seconds", type=float, default=0)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--limit", type=int, default=process.SECONDS)
    parser.add_argument("--save", default=".build/fuzz")
    given = parser.parse_args()
    process.SECONDS = given.limit

    for module, name in ((files.numpy, "NumPy"), (files.safetensors, "safetensors")):
        if module is None:
            print(f"fuzz: SKIPPED: files compared with {name}'s reader: it is not installed",
                  file=sys.stderr)
    failed = 0
    corpus = os.path.join(here, "Corpus")
    paths = given.cases or sorted(os.path.join(corpus, n) for n in os.listdir(corpus))
    sandbox = Sandbox(given.regx)
    for path in paths:
        trouble = tried(load(path), sandbox, collections.Counter())
        if trouble:
            failed += 1
            print(f"fuzz: FAILED: {path}: {trouble}", file=sys.stderr)
    sandbox.close()
    print(f"fuzz: {len(paths)} saved cases, {failed} failed", file=sys.stderr)
    if given.seconds:
        failed += search(given)
    sys.exit(1 if failed else 0)


def search(given):
    """Runs fresh cases; the number of those that fail."""
    print(f"fuzz: --seed {given.seed} --jobs {given.jobs} for {given.seconds:g} s", file=sys.stderr)
    table = Table(os.path.abspath(given.regx))
    samples = sample_files(given.regx)
    found = multiprocessing.Queue()
    end = time.monotonic() + given.seconds
    workers = [
        multiprocessing.Process(target=work, args=(
            given.regx, given.seed, worker, end, given.kinds.split(","), samples, table, found))
        for worker in range(given.jobs)
    ]
    for worker in workers:
        worker.start()
    tally, seen, running = collections.Counter(), set(), given.jobs
    failed = 0
    while running:
        result = found.get()
        if isinstance(result, collections.Counter):
            tally += result
            running -= 1
            continue
        failed += 1
        text = json.dumps(encoded(result), indent=1)
        name = f"{result['kind']}-{hashlib.sha256(text.encode()).hexdigest()[:8]}.json"
        label = (result["kind"], result["trouble"][:60])
        if label in seen:
            continue
        seen.add(label)
        os.makedirs(given.save, exist_ok=True)
        with open(os.path.join(given.save, name), "w") as file:
            file.write(text + "\n")
        line = shlex.join(result["words"])[:300]
        print(f"fuzz: FAILED: {given.save}/{name}: {result['trouble']}\n  {line}", file=sys.stderr)
    for worker in workers:
        worker.join()
        # It has said why.
        failed += worker.exitcode != 0
    counts = ", ".join(f"{count} {what}" for what, count in sorted(tally.items()))
    print(f"fuzz: {sum(tally[kind] for kind in KINDS)} cases, {failed} failed: {counts}",
          file=sys.stderr)
    return failed


if __name__ == "__main__":
    main()
