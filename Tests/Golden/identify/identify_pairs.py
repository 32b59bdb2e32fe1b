"""Asks `regx identify` about each pair of folders that make_pairs.py has made.

    identify_pairs.py REGX FOLDER ...

Each pair is asked about twice: among some seeds that include the true one, and among some that do
not. The answers are added to answers.jsonl in each folder; what stands there is not asked again.
"""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

#: Seeds that no pair was made with.
OTHERS = "0:9999"
#: Those that are tried where the input was drawn; another has to be said.
USUAL = (0.5, 0.1, 0.2, 0.3, 0.25, 0.4, 0.15, 0.05, 0.33, 0.35, 0.6, 0.7, 0.75, 0.8, 0.9)


def ask(regx, case, seeds):
    """The answer as an object, or what went wrong."""
    operands = [case["y"]] if case["x"] is None else [case["x"], case["y"]]
    words = [regx, "identify", *operands, "--seeds", seeds, "--format", "json", "--quiet", "--threads", "1"]
    if case["position"]:
        words += ["--positions", "0:400"]
    if case["x"] in ("rand", "randn") and case["p"] not in USUAL:
        words += ["--p", str(case["p"])]
    made = subprocess.run(words, capture_output=True, text=True)
    if made.returncode == 2:
        return {"error": made.stderr.strip()}
    return json.loads(made.stdout)


def answered(regx, case):
    low = None if case["seed"] is None else case["seed"]
    near = OTHERS if low is None else f"0:999,{low}"
    return {"id": case["id"], "with": ask(regx, case, near), "without": ask(regx, case, OTHERS)}


def main(regx, folders):
    for folder in map(Path, folders):
        cases = [json.loads(line) for line in (folder / "cases.jsonl").read_text().splitlines()]
        file = folder / "answers.jsonl"
        done = set()
        if file.exists():
            done = {json.loads(line)["id"] for line in file.read_text().splitlines()}
        left = [case for case in cases if case["id"] not in done]
        with open(file, "a") as out, ThreadPoolExecutor(2) as pool:
            for answer in pool.map(lambda case: answered(regx, case), left):
                out.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
