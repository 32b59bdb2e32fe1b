"""The smallest of the pairs that make_pairs.py has made, as one file of bits for the tests.

    collect.py COUNT FOLDER ... > pairs.jsonl

takes COUNT of each folder.
"""

# SPDX-License-Identifier: Apache-2.0

import json
import sys
from pathlib import Path

import numpy as np

LIMIT = 150
ENGINES = {"torch-2.13": "torch", "torch-2.6": "torch-mkl", "torch-2.2": "torch-mkl"}


def bits(path):
    values = np.load(path)
    words = values.reshape(-1).view({4: np.uint32, 8: np.uint64}[values.itemsize])
    return [format(int(word), "x") for word in words], values


def small(case):
    """The case with its tensors as bits; `None` for one that is too large, text, or narrow."""
    if not case["y"].endswith(".npy") or case["dtype"] not in ("float32", "float64"):
        return None
    y, values = bits(case["y"])
    if not len(y) <= LIMIT:
        return None
    x = case["x"] or "-"
    case.update(shape=list(values.shape), dtype=str(values.dtype), y=y)
    case["x"] = bits(x)[0] if x.endswith(".npy") else x
    case["engine"] = ENGINES.get(case["engine"], case["engine"])
    return case


for folder in sys.argv[2:]:
    lines = (Path(folder) / "cases.jsonl").read_text().splitlines()
    cases = [case for case in map(small, map(json.loads, lines)) if case]
    for case in cases[: int(sys.argv[1])]:
        print(json.dumps(case, separators=(",", ":")))
