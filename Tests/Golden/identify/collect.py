"""The smallest of the pairs that make_pairs.py has made, as one file of bits for the tests.

    collect.py FOLDER ... > pairs.jsonl
"""

import json
import sys
from pathlib import Path

import numpy as np

LIMIT = 150


def bits(path):
    values = np.load(path)
    words = values.reshape(-1).view({4: np.uint32, 8: np.uint64}[values.itemsize])
    return [format(int(word), "x") for word in words], values


for folder in sys.argv[1:]:
    for line in (Path(folder) / "cases.jsonl").read_text().splitlines():
        case = json.loads(line)
        if not case["y"].endswith(".npy"):
            continue
        y, values = bits(case["y"])
        if len(y) > LIMIT:
            continue
        case.update(shape=list(values.shape), dtype=str(values.dtype), y=y)
        case["x"] = bits(case["x"])[0] if case["x"].endswith(".npy") else case["x"]
        print(json.dumps(case, separators=(",", ":")))
