"""Fresh random tensor files, for the oracle's printing and input cases."""

# SPDX-License-Identifier: Apache-2.0

import math
import os

import numpy as np

DTYPES = ["float32"] * 4 + ["float64", "float16", "bfloat16", "int64", "int32", "uint8", "bool"]


def _value(random, scale):
    kind = random.random()
    if kind < 0.08:
        return random.choice([0.0, -0.0, math.inf, -math.inf, math.nan])
    value = random.gauss(0, 1) * 10 ** scale()
    return float(round(value)) if kind < 0.2 else value


def _floats(random, count):
    """Values whose size varies a little or a lot, or that are all integral."""
    low, spread = random.uniform(-6, 7), random.choice([0, 0, 1, 2, 4])
    if random.random() < 0.2:
        return [float(random.randint(-2000, 2000)) for _ in range(count)]
    return [_value(random, lambda: low + random.uniform(0, spread)) for _ in range(count)]


def _shape(random):
    rank = random.randint(0, 5)
    if rank == 1:
        return (random.choice([0, 1, 3, 9, 10, 25, 130, 1000, 1001, 1500]),)
    extents = [1, 2, 3, 4, 7, 9][: 7 - rank]
    return tuple(random.choice([0, *extents] if i == 0 else extents) for i in range(rank))


def write(random, path):
    """Writes a random tensor beginning with `path` and gives the words that name it."""
    dtype, shape = random.choice(DTYPES), _shape(random)
    count = math.prod(shape)
    if dtype.startswith(("float", "bfloat")):
        values = np.array(_floats(random, count), dtype=np.float64)
    else:
        bits = {"uint8": 8, "bool": 1}.get(dtype, random.choice([4, 10, 31]))
        sign = random.choice([1, -1]) if bits > 8 or dtype.startswith("int") else 1
        values = np.array([sign * random.getrandbits(bits) for _ in range(count)], dtype=np.int64)
    values = values.reshape(shape)
    if dtype == "bfloat16":
        import safetensors.torch
        import torch

        tensor = torch.tensor(values).to(torch.bfloat16)
        safetensors.torch.save_file({"x": tensor}, f"{path}.bfloat16.safetensors")
        return [f"{path}.bfloat16.safetensors", "--tensor", "x"]
    with np.errstate(over="ignore"):
        np.save(f"{path}.npy", values.astype(dtype))
    return [os.path.abspath(f"{path}.npy")]
