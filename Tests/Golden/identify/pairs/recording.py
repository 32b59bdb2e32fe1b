"""A folder of pairs: the tensors as files, and what made them as lines of cases.jsonl."""

# SPDX-License-Identifier: Apache-2.0

import json
import random
import struct
from pathlib import Path

import numpy as np

PROBABILITIES = [0.5, 0.5, 0.1, 0.2, 0.3, 0.25, 0.33, 0.4, 0.15, 0.05, 0.6, 0.75, 0.9, 0.123, 0.07]
COUNTS = [4, 6, 8, 12, 16, 20, 24, 30, 36, 42, 48, 64, 80, 100, 128, 192, 256, 512, 1024, 4096]
LOTS = [4, 8, 12, 16, 24, 32, 42, 48, 64, 100, 200]


class Cases:
    """The pairs of one framework.

    The cases are drawn by Python's generator from the seed; the values of inputs by one that no
    engine is (`values`), so that only the mask is the framework's.
    """

    def __init__(self, name, folder, seed):
        self.name = name
        self.folder = Path(folder) / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.random = random.Random(f"{seed} {name}")
        self.values = np.random.Generator(np.random.Philox(self.random.randrange(1 << 60)))
        self.lines = []

    def probability(self):
        return self.random.choice(PROBABILITIES)

    def seed(self):
        """From 10^6 on: the smaller seeds are those that must not be found."""
        return self.random.randrange(1_000_000, 1 << 32)

    def shape(self, lots):
        """A shape with lots of this kind, from too few to tell anything to many."""
        r = self.random
        if lots == "sample":
            return (r.choice(LOTS),) + r.choice([(3,), (4,), (2, 2), (2, 3, 3), (16,)])
        if lots == "channel":
            return r.choice([(2, 4), (4, 8), (8, 8), (6, 10), (4, 32), (8, 16)])
        count = r.choice(COUNTS)
        if r.random() < 0.3:
            return (count,)
        rows = r.choice([k for k in range(1, count + 1) if count % k == 0])
        rest = count // rows
        if r.random() < 0.4:
            half = r.choice([k for k in range(1, rest + 1) if rest % k == 0])
            return (rows, half, rest // half)
        return (rows, rest)

    def numbers(self, shape, kind):
        """Inputs as float64: normals, what ReLU leaves of them, ones, or counting."""
        count = int(np.prod(shape))
        if kind == "ones":
            return np.ones(shape)
        if kind == "arange":
            return np.arange(count, dtype=np.float64).reshape(shape)
        values = self.values.standard_normal(shape)
        return np.maximum(values, 0) if kind == "relu" else values

    def path(self, label, ending):
        return str(self.folder / f"{len(self.lines)}-{label}.{ending}")

    def array(self, label, values, bfloat16=False):
        """The path of a file that has this array; bfloat16 as uint16 bits."""
        values = np.ascontiguousarray(values)
        if bfloat16:
            path = self.path(label, "safetensors")
            facts = {"dtype": "BF16", "shape": values.shape, "data_offsets": [0, values.nbytes]}
            header = json.dumps({"t": facts}).encode()
            data = struct.pack("<Q", len(header)) + header + values.view(np.uint16).tobytes()
            Path(path).write_bytes(data)
            return path
        path = self.path(label, "npy")
        np.save(path, values)
        return path

    def text(self, label, text):
        path = self.path(label, "txt")
        Path(path).write_text(text + "\n")
        return path

    def add(self, x, y, **facts):
        """A pair: paths, or for x `rand`, `randn` and the like, or `None` where Y stands alone."""
        number = len(self.lines)
        self.lines.append(dict(id=f"{self.name}-{number}", source=self.name, x=x, y=y, **facts))

    def write(self):
        with open(self.folder / "cases.jsonl", "w") as file:
            for line in self.lines:
                file.write(json.dumps(line) + "\n")
