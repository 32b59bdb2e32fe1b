"""JAX and Flax on the CPU."""

# SPDX-License-Identifier: Apache-2.0

import os

os.environ.setdefault("JAX_PLATFORMS", "cpu")

import flax.linen as linen
import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx


def stored(cases, label, array):
    values = np.asarray(array)
    if array.dtype == jnp.bfloat16:
        return cases.array(label, values.view(np.uint16), bfloat16=True)
    return cases.array(label, values)


def make(cases, count):
    r = cases.random
    for _ in range(count):
        shape, p, seed = cases.shape("element"), cases.probability(), cases.seed()
        mode = r.choice(["dropout", "dropout:linen", "dropout:nnx"])
        kind = r.choice(["randn", "randn", "ones", "relu", "arange", "mask", "printed"])
        dtype = r.choice([jnp.float32] * 3 + [jnp.bfloat16, jnp.float16])
        # NumPy's array would be divided by NumPy.
        x = jnp.asarray(cases.numbers(shape, kind).astype(np.float32)).astype(dtype)
        if kind == "printed":
            x = x.astype(jnp.float32)
        key = jax.random.key(seed)
        if mode == "dropout:nnx":
            y = nnx.Dropout(p, deterministic=False, rngs=nnx.Rngs(seed))(x)
        else:
            layer = linen.Dropout(p, deterministic=False)
            y = layer.apply({}, x, rng=key) if mode == "dropout" else layer.apply({}, x, rngs={"dropout": key})
        facts = dict(
            mode=mode, p=p, engine="jax", seed=seed, position=0, lots="element", kind=kind,
            dtype=str(x.dtype), shape=list(shape))
        if kind == "printed":
            with np.printoptions(threshold=10**9):
                cases.add(cases.text("x", str(x)), cases.text("y", str(y)), **facts)
            continue
        cases.add(None if kind == "mask" else stored(cases, "x", x), stored(cases, "y", y), **facts)
