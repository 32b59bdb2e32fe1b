"""MLX on the CPU."""

# SPDX-License-Identifier: Apache-2.0

import mlx.core as mx
import mlx.nn as nn
import numpy as np

mx.set_default_device(mx.cpu)
LAYERS = {"dropout": nn.Dropout, "dropout2d": nn.Dropout2d, "dropout3d": nn.Dropout3d}


def stored(cases, label, array):
    if array.dtype == mx.bfloat16:
        return cases.array(label, np.array(mx.view(array, mx.uint16)), bfloat16=True)
    return cases.array(label, np.array(array))


def make(cases, count):
    r = cases.random
    for _ in range(count):
        p, seed = cases.probability(), cases.seed()
        kind = r.choice(["randn", "randn", "ones", "relu", "mask"])
        dtype = r.choice([mx.float32] * 3 + [mx.float16, mx.bfloat16])
        shape = cases.shape("element")
        x = mx.array(cases.numbers(shape, kind).astype(np.float32)).astype(dtype)
        mx.random.seed(seed)
        y = nn.Dropout(p)(x)
        cases.add(
            None if kind == "mask" else stored(cases, "x", x), stored(cases, "y", y),
            mode="dropout", p=p, engine="mlx", seed=seed, position=0, lots="element", kind=kind,
            dtype=str(dtype).removeprefix("mlx.core."), shape=list(shape))
