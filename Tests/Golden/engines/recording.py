"""What the engines' golden files are made of: patterns in, bits out, a line a generator.

A file is JSON lines. The first names the versions. Every other line is one generator, `engine` and
what it was made with, and the `calls` made on it one after the other. Numbers with a point are the
bits of doubles in hexadecimal. The elements that come out are `bits`, in hexadecimal; of more than
24 the first eight, and `hash`: for each element h = (h ^ element) * 0x100000001b3 mod 2^64, from
0xcbf29ce484222325 on. Every NaN is written as the one whose fraction's highest bit alone is set.

The input of a dropout is a pattern: element i has the bits of i * 2654435761 mod 2^32, the upper
16 of them in a half type, and in float64 i * 11400714819323198485 mod 2^64. So there are numbers of
every size in it, and infinities, NaN and zeros; `limit` clears the exponents' highest bit.
"""

# SPDX-License-Identifier: Apache-2.0

import json
import struct

import numpy as np

WIDTH = {"float16": 16, "bfloat16": 16, "float32": 32, "float64": 64}
EXPONENT = {"float16": 0x7C00, "bfloat16": 0x7F80, "float32": 0x7F800000, "float64": 0x7FF << 52}
NAN = {"float16": 0x7E00, "bfloat16": 0x7FC0, "float32": 0x7FC00000, "float64": 0x7FF8 << 48}


def double(value):
    """A double's bits in hexadecimal."""
    return f"{struct.unpack('<Q', struct.pack('<d', value))[0]:x}"


def pattern(count, dtype):
    """The bits of a dropout's input, as unsigned integers."""
    index = np.arange(count, dtype=np.uint64)
    if dtype == "float64":
        return index * np.uint64(11400714819323198485)
    words = (index * np.uint64(2654435761) & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    return words if dtype == "float32" else (words >> 16).astype(np.uint16)


def canonical(bits, dtype):
    """The same bits with one NaN for all."""
    if dtype not in EXPONENT:
        return bits
    sign = 1 << (WIDTH[dtype] - 1)
    magnitude = bits & bits.dtype.type(sign - 1)
    return np.where(magnitude > EXPONENT[dtype], bits.dtype.type(NAN[dtype]), bits)


def call(name, shape, bits, dtype="float32", **more):
    """A call's line: `bits` is an array of unsigned integers."""
    values = [int(x) for x in canonical(np.asarray(bits).reshape(-1), dtype)]
    line = {"call": name, "dtype": dtype, "shape": list(shape)} | more
    line["bits"] = [f"{x:x}" for x in (values if len(values) <= 24 else values[:8])]
    if len(values) > 24:
        line["hash"] = f"{digest(values):x}"
    return line


def digest(values):
    """The hash of the elements."""
    result = 0xCBF29CE484222325
    for value in values:
        result = (result ^ value) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return result


def write(path, header, lines):
    """Writes a golden file."""
    with open(path, "w") as file:
        for line in [header, *lines]:
            file.write(json.dumps(line, separators=(",", ":")) + "\n")


# What calls are made with.

PROBABILITIES = [0.5, 0.1, 0.2, 0.25, 0.3, 0.33, 0.09, 0.6, 0.8, 0.9, 0.01, 0.99, 1 / 3]
SEEDS = [0, 1, 2021, 2**31 - 1, 2**32 - 1, 2**32, 2**33 + 7, 2**63 - 1]


def probability(r):
    """A p that people type, or any."""
    return r.choice(PROBABILITIES) if r.random() < 0.7 else r.random()


def seed(r, bits=63):
    """A seed that people type, or any below 2^bits."""
    below = [s for s in SEEDS if s < 2**bits]
    kind = r.random()
    if kind < 0.3:
        return r.choice(below)
    return r.randrange(1000) if kind < 0.6 else r.getrandbits(bits)


def shape(r, ranks=(1, 2, 3), largest=4000):
    """A shape of few elements, or of some thousands."""
    rank = r.choice(ranks)
    while True:
        extents = [r.choice([1, 2, 3, 4, 5, 7, 8, 16, 17, 31, 64, 100, 1000]) for _ in range(rank)]
        if np.prod(extents) <= (largest if r.random() < 0.3 else largest // 20):
            return extents
