"""Times Python's own ways to write and read numbers as text: MB/s of the text.

A tenth of the values that regx gets: most of these would take minutes, and a rate is a rate. With as
many digits as regx writes: float64's would be longer texts of the same numbers.
"""

# SPDX-License-Identifier: Apache-2.0

import io
import json
import os
import sys
import tempfile
import time

import numpy as np
import torch
from timing import rounds

values = np.random.default_rng(2021).standard_normal(100_000, dtype=np.float32)
tensor = torch.from_numpy(values)
shortest = [float(str(value)) for value in values]
torch.set_printoptions(threshold=sys.maxsize)
folder = tempfile.TemporaryDirectory()
files = {name: os.path.join(folder.name, f"values.{name}") for name in ("npy", "csv", "json")}


def save(name):
    if name == "npy":
        np.save(files[name], values, allow_pickle=False)
    elif name == "csv":
        np.savetxt(files[name], values, fmt="%.8g")
    else:
        with open(files[name], "w") as file:
            json.dump(shortest, file)


def saved_json():
    text = io.StringIO()
    json.dump(shortest, text)
    return text.getvalue()


def saved_csv():
    text = io.StringIO()
    np.savetxt(text, values, fmt="%.8g")
    return text.getvalue()


WRITERS = {
    "print(tensor)": lambda: str(tensor),
    "np.array2string": lambda: np.array2string(values, threshold=sys.maxsize),
    "np.savetxt": saved_csv,
    "json.dump": saved_json,
    "bytes.hex": lambda: values.byteswap().tobytes().hex("\n", 4),
}
READERS = {
    "np.load": ("npy", np.load),
    "np.loadtxt": ("csv", lambda path: np.loadtxt(path, dtype=np.float32)),
    "json.load": ("json", lambda path: np.array(json.load(open(path)), np.float32)),
}


def report(name, body, size):
    begin = time.perf_counter()
    made = body()
    seconds = time.perf_counter() - begin
    print(name, "-", 1, size(made) / 1e6 / seconds, sep="\t")


def measure():
    for name, writer in WRITERS.items():
        if name in sys.argv[1:]:
            report(name, writer, len)
    for name, (file, reader) in READERS.items():
        if name in sys.argv[1:]:
            report(name, lambda: reader(files[file]), lambda _: os.path.getsize(files[file]))


if __name__ == "__main__":
    for name in files:
        save(name)
    rounds(measure)
