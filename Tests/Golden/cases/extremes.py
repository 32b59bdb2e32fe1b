"""Values at the borders of number formats: what implementations take for granted."""

# SPDX-License-Identifier: Apache-2.0

import os

import numpy as np

from reference import tensor_file

# Next to 0, to 1 and to 1/2, in float64, float32 and the half types.
PROBABILITIES = [
    "5e-324", "1e-300", "2.2250738585072014e-308", "5.551115123125783e-17", "1.1102230246251565e-16",
    "1.1102230246251568e-16", "1.862645149230957e-09", "2.9802322387695312e-08",
    "5.960464477539063e-08", "6.103515625e-05", "0.9999999999999999", "0.9999999999999998",
    "0.99999994", "0.9999999701976776", "0.99951171875", "0.999755859375", "0.99609375",
    "0.998046875", "0.49999999999999994", "0.5000000000000001", "0.49999997", "0.50000006",
    "0.3333333333333333", "0.333251953125",
]  # fmt: skip

# Ends of uniforms: in order, reversed, equal, too far apart, beyond a type's range.
_ENDS = [
    "0", "-0.0", "1", "-1", "5e-324", "1e-45", "1.1754943508222875e-38", "65504", "65505", "65536",
    "1e5", "3e38", "3.4028234663852886e38", "3.5e38", "-3e38", "-3.4028234663852886e38", "1e308",
    "-1e308", "1.7976931348623157e308", "0.1", "0.1000000014901161", "16777216", "16777217",
    "9007199254740993", "inf", "-inf", "nan",
]  # fmt: skip

_PATTERNS = {
    "float16": [0, 0x8000, 1, 0x8001, 0x3FF, 0x400, 0x7BFF, 0xFBFF, 0x7C00, 0xFC00, 0x7E00, 0x3C00],
    "bfloat16": [0, 0x8000, 1, 0x8001, 0x7F, 0x80, 0x7F7F, 0xFF7F, 0x7F80, 0xFF80, 0x7FC0, 0x3F80],
    "float32": [
        0, 1 << 31, 1, 1 << 31 | 1, 0x7FFFFF, 0x800000, 0x7F7FFFFF, 0xFF7FFFFF, 0x7F800000,
        0xFF800000, 0x7FC00000, 0x3F800000,
    ],
    "float64": [
        0, 1 << 63, 1, 1 << 63 | 1, (1 << 52) - 1, 1 << 52, (0x7FF << 52) - 1,
        (0xFFF << 52) - 1, 0x7FF << 52, 0xFFF << 52, 0x7FF8 << 48, 0x3FF << 52,
    ],
}  # fmt: skip
_INFINITY = {"float16": 0x7C00, "bfloat16": 0x7F80, "float32": 0x7F800000, "float64": 0x7FF << 52}
TYPES = list(_PATTERNS)


def probability_words(random):
    """`--p` next to a border, or anywhere."""
    if random.random() < 0.6:
        return ["--p", random.choice(PROBABILITIES)]
    return ["--p", repr(random.random() ** random.choice([1, 1, 9]))]


def bounds(random):
    """`--low` and `--high`, in any order; or close together."""
    if random.random() < 0.2:
        low = random.uniform(-2, 2)
        high = float(np.nextafter(np.float32(low), np.float32(9)))
        return ["--low", repr(low), "--high", repr(high)]
    if random.random() < 0.4:
        return ["--low", repr(random.gauss(0, 9)), "--high", repr(random.gauss(0, 1e5))]
    return ["--low", random.choice(_ENDS), "--high", random.choice(_ENDS)]


def patterns(random, dtype, shape):
    """Bit patterns of a type: borders, and any; a NaN is the quiet one that arithmetic makes."""
    width = {2: 16, 4: 32, 8: 64}[2 if "16" in dtype else int(dtype[5:]) // 8]
    chance, count = random.choice([0.1, 0.5, 1]), int(np.prod(shape))
    values = [
        random.choice(_PATTERNS[dtype]) if random.random() < chance else random.getrandbits(width)
        for _ in range(count)
    ]
    magnitude = (1 << (width - 1)) - 1
    nan = _PATTERNS[dtype][10]
    values = [nan if value & magnitude > _INFINITY[dtype] else value for value in values]
    return np.array(values, dtype=f"u{width // 8}").reshape(shape)


def write(random, path, dtype, shape, fortran=False):
    """Writes a file of such values beginning with `path`; gives the words that name it."""
    raw = patterns(random, dtype, shape)
    if dtype == "bfloat16":
        path = f"{path}.bfloat16.safetensors"
        tensor_file.write_bfloat16(path, raw)
    else:
        path = f"{path}.{dtype}.npy"
        array = raw.view(dtype)
        np.save(path, np.asfortranarray(array) if fortran else array)
    return [os.path.abspath(path)]
