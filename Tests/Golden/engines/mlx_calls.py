"""Calls of MLX's global generator and of its dropout layers, recorded."""

# SPDX-License-Identifier: Apache-2.0

import mlx.core as mx
import mlx.nn as nn
import numpy as np

import recording

mx.set_default_device(mx.cpu)
TYPES = {"float32": mx.float32, "float16": mx.float16, "bfloat16": mx.bfloat16}
LAYERS = {"dropout": nn.Dropout, "dropout2d": nn.Dropout2d, "dropout3d": nn.Dropout3d}
RANKS = {"dropout": (0, 1, 2, 3, 4), "dropout2d": (3, 4), "dropout3d": (4, 5)}


def header():
    """The versions behind the file."""
    return {"framework": "mlx", "version": mx.__version__}


def bits(array):
    """An array's bits as unsigned integers."""
    unsigned = mx.uint32 if array.dtype.size == 4 else mx.uint16
    return np.array(mx.view(array, unsigned) if array.ndim else mx.view(array[None], unsigned))


def dropout(r, name):
    """One call of a fresh layer."""
    p, dtype = recording.probability(r), r.choice(list(TYPES))
    shape = recording.shape(r, RANKS[name])
    raw = mx.array(recording.pattern(int(np.prod(shape)), dtype))
    x = mx.view(raw, TYPES[dtype]).reshape(shape)
    return recording.call(name, shape, bits(LAYERS[name](p)(x)), dtype, p=recording.double(p))


def sample(r, name):
    """One call of a drawing function."""
    shape, dtype = recording.shape(r), r.choice(list(TYPES))
    if name == "bernoulli":
        p = recording.probability(r)
        made = np.array(mx.random.bernoulli(p, shape)).astype(np.uint8)
        return recording.call(name, shape, made, "bool", p=recording.double(p))
    if name == "rand":
        made = mx.random.uniform(shape=shape, dtype=TYPES[dtype])
        return recording.call(name, shape, bits(made), dtype)
    low, high = r.choice([(-1, 1), (0, 2), (2, 3), (-0.1, 0.7), (5, 5.5), (1, 0)])
    made = mx.random.uniform(low, high, shape, TYPES[dtype])
    return recording.call(
        name, shape, bits(made), dtype, low=recording.double(low), high=recording.double(high)
    )


def line(r, index):
    """A seed, and some calls."""
    seed = recording.seed(r, 64)
    mx.random.seed(seed)
    names = list(LAYERS) * 3 + ["rand", "uniform", "bernoulli"]
    calls = []
    for _ in range(r.choice([1, 1, 2, 3])):
        name = r.choice(names)
        calls.append(dropout(r, name) if name in LAYERS else sample(r, name))
    return {"engine": "mlx", "seed": str(seed), "calls": calls}
