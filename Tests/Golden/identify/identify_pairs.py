"""Asks `regx identify` about each pair of folders that make_pairs.py has made.

    identify_pairs.py REGX FOLDER ...

Each pair is asked about twice: among some seeds that include the true one, and among some that do
not. The answers are added to answers.jsonl in each folder; what stands there is not asked again.
"""

# SPDX-License-Identifier: Apache-2.0

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

WORKERS = int(os.environ.get("WORKERS", os.cpu_count()))
#: So many small seeds are searched beside the true one, and so many without it: no pair was made
#: with a small seed.
NEAR, OTHERS = 1000, 10_000
#: The engines with one stream of words.
STREAMS = ["torch", "torch-mkl", "torch-2.11", "numpy", "numpy-generator"]
#: Those that are tried where the input was drawn; another has to be said.
USUAL = (0.5, 0.1, 0.2, 0.3, 0.25, 0.4, 0.15, 0.05, 0.33, 0.35, 0.6, 0.7, 0.75, 0.8, 0.9)


def ask(regx, case, seeds):
    """The answer as an object, or what went wrong."""
    operands = [case["y"]] if case["x"] is None else [case["x"], case["y"]]
    words = [regx, "identify", *operands, "--seeds", seeds, "--format", "json", "--quiet", "--no-state"]
    words += ["--threads", "1"]
    if case["position"]:
        # Where a position is a call, hundreds of them take minutes on each engine.
        engines = STREAMS + [case["engine"]] * (case["engine"] not in STREAMS)
        words += ["--positions", "0:400", "--engine", ",".join(engines)]
    if case["x"] in ("rand", "randn") and case["p"] not in USUAL:
        words += ["--p", str(case["p"])]
    made = subprocess.run(words, capture_output=True, text=True)
    if made.returncode == 2:
        return {"error": made.stderr.strip()}
    return json.loads(made.stdout)


def answered(regx, case):
    near, others = f"0:{NEAR - 1}", f"0:{OTHERS - 1}"
    if case["seed"] is not None:
        near = f"{near},{case['seed']}"
    return {"id": case["id"], "with": ask(regx, case, near), "without": ask(regx, case, others)}


def main(regx, folders):
    for folder in map(Path, folders):
        cases = [json.loads(line) for line in (folder / "cases.jsonl").read_text().splitlines()]
        file = folder / "answers.jsonl"
        done = set()
        if file.exists():
            done = {json.loads(line)["id"] for line in file.read_text().splitlines()}
        left = [case for case in cases if case["id"] not in done]
        with open(file, "a") as out, ThreadPoolExecutor(WORKERS) as pool:
            for answer in pool.map(lambda case: answered(regx, case), left):
                out.write(json.dumps(answer) + "\n")
                out.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
