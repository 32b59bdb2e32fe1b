"""Tensors of any bits, written in every format and read back."""

# SPDX-License-Identifier: Apache-2.0

import json
import struct

from files import stored
from process import trouble

WIDTHS = {"F32": 4, "F64": 8, "F16": 2, "BF16": 2, "I64": 8, "I8": 1, "U8": 1, "BOOL": 1}
# How many digits tell all numbers of a type apart, and more than enough do no harm.
DIGITS = ["--precision", "17", "--threshold", "inf", "--sci-mode", "on"]
SPECIAL = [0, 1, 2**63, 2**31, 2**15, 0x7F800000, 0xFF800000, 0x7FF << 52, 0xFFF << 52, 0x7C00,
           0x7F80, 0x7FC00000, 0x7FF8 << 48, 0x3F800000, 0x3FF << 52, 2**64 - 1]


def make(random, table, samples):
    kind = random.choice(list(WIDTHS))
    shape = [random.choice([0, 1, 1, 2, 3, 5]) for _ in range(random.randrange(5))]
    count = 1
    for extent in shape:
        count *= extent
    width = WIDTHS[kind]
    words = []
    for _ in range(count):
        word = random.choice(SPECIAL) if random.random() < 0.3 else random.getrandbits(64)
        if random.random() < 0.3:
            # Of the size that people have.
            word = struct.unpack("<Q", struct.pack("<d", random.gauss(0, 10)))[0] >> 64 - 8 * width
        words.append(word & (1 if kind == "BOOL" else 2 ** (8 * width) - 1))
    data = b"".join(word.to_bytes(width, "little") for word in words)
    entry = {"x": {"dtype": kind, "shape": shape, "data_offsets": [0, len(data)]}}
    header = json.dumps(entry).encode()
    content = struct.pack("<Q", len(header)) + header + data
    return {"words": [], "files": {"x.safetensors": content}}


def problem(case, sandbox, tally):
    sandbox.fill(case["files"])
    first = stored(case["files"]["x.safetensors"])
    for layout in ["json", "csv", "safetensors", "npy", "hex", "raw", "torch", "compact", "numpy"]:
        digits = DIGITS if layout in ("torch", "compact", "numpy") else []
        if layout == "numpy":
            digits = [*digits[:4], "--repr"]
        made = sandbox.run(["print", "x.safetensors", "--format", layout, *digits])
        if trouble(made):
            return f"as {layout}: {trouble(made)} ({made.said})"
        if made.code == 2 and (layout, first[0]) != ("npy", "BF16"):
            return f"is not written as {layout}: {made.said}"
        if made.code == 2 or layout in ("hex", "raw"):
            continue
        with open(sandbox.path("y"), "wb") as file:
            file.write(made.out)
        back = sandbox.run(["print", "y", "--format", "safetensors"])
        if trouble(back) or back.code != 0:
            return f"as {layout} it is not read back: {trouble(back)} ({back.said})"
        again = stored(back.out)
        tally["read back"] += 1
        same = again == first if layout in ("safetensors", "npy") else alike(again, first)
        if layout in ("json", "csv") and again[:2] != first[:2]:
            same = False
        if not same:
            return f"as {layout} it comes back as {again[:2]}, {again[2][:40].hex()}"
    return None


def values(tensor):
    """Its elements as Python's numbers, NaN as None."""
    kind, _, data = tensor
    code = {"F32": "f", "F64": "d", "F16": "e", "I64": "q", "I8": "b", "U8": "B", "BOOL": "?"}
    if kind == "BF16":
        data = b"".join(b"\0\0" + data[i : i + 2] for i in range(0, len(data), 2))
        kind = "F32"
    size = struct.calcsize("<" + code[kind])
    numbers = struct.unpack(f"<{len(data) // size}{code[kind]}", data)
    return [None if x != x else (x, str(float(x))[0] == "-") for x in numbers]


def alike(a, b):
    """Whether printed numbers are the same; an empty tensor's text does not tell every shape."""
    return values(a) == values(b) and (a[1] == b[1] or 0 in b[1])
