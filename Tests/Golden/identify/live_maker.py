"""Cases of one engine, made by its framework: the worker of live.py.

    live_maker.py ENGINE FOLDER COUNT SEED

writes x and y of each case as .npy, and cases.jsonl with what made them.
"""

# SPDX-License-Identifier: Apache-2.0

import json
import os
import random
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import numpy as np  # noqa: E402

SHAPES = {
    "element": [(8, 16), (13, 11), (4, 3, 8, 8), (200,)],
    "sample": [(64, 3, 2), (100, 4), (80, 2, 2, 2)],
    "channel": [(8, 16, 3, 3), (6, 20, 4, 4)],
    "last": [(6, 3, 3, 20), (5, 4, 2, 24)],
    "plane": [(4, 3, 24, 24), (2, 4, 32, 20)],
}


def torch_modes():
    """What PyTorch's CPU applies, with what is dropped together."""
    import torch
    import torch.nn.functional as F

    def old_drop_path(x, p):
        keep = 1 - p
        shape = (x.shape[0],) + (1,) * (x.ndim - 1)
        return x.div(keep) * torch.floor(keep + torch.rand(shape, dtype=x.dtype))

    def drop_path(x, p):
        shape = (x.shape[0],) + (1,) * (x.ndim - 1)
        return x * x.new_empty(shape).bernoulli_(1 - p).div_(1 - p)

    def seeded(function):
        def run(x, p, seed):
            torch.manual_seed(seed)
            return function(torch.from_numpy(x), p).numpy()

        return run

    return {
        "dropout": ("element", seeded(lambda x, p: F.dropout(x, p))),
        "drop-path": ("sample", seeded(old_drop_path)),
        "drop-path:bernoulli": ("sample", seeded(drop_path)),
        "dropout2d": ("channel", seeded(lambda x, p: F.dropout2d(x, p))),
    }


def compiled_modes():
    import torch
    import torch.nn.functional as F

    graphs = {}

    def run(x, p, seed):
        graph = graphs.setdefault(p, torch.compile(lambda x: F.dropout(x, p), dynamic=True))
        torch.manual_seed(seed)
        return graph(torch.from_numpy(x)).numpy()

    return {"dropout": ("element", run)}


def numpy_modes(make):
    def uniform(x, p, seed):
        generator = make(seed)
        draw = generator.random if hasattr(generator, "random") else generator.random_sample
        return x * (draw(x.shape) < 1 - p) / (1 - p)

    def binomial(x, p, seed):
        return x * make(seed).binomial(1, 1 - p, x.shape) / (1 - p)

    return {"dropout:rand-lt": ("element", uniform), "dropout:binomial": ("element", binomial)}


def jax_modes():
    import flax.linen as linen
    import jax
    import jax.numpy as jnp
    from flax import nnx

    def of_linen(x, p, seed):
        layer = linen.Dropout(p, deterministic=False)
        return np.asarray(layer.apply({}, jnp.asarray(x), rngs={"dropout": jax.random.key(seed)}))

    def of_nnx(x, p, seed):
        return np.asarray(nnx.Dropout(p, deterministic=False, rngs=nnx.Rngs(seed))(jnp.asarray(x)))

    return {"dropout:linen": ("element", of_linen), "dropout:nnx": ("element", of_nnx)}


def mlx_modes():
    import mlx.core as mx
    import mlx.nn as nn

    mx.set_default_device(mx.cpu)

    def seeded(layer):
        def run(x, p, seed):
            mx.random.seed(seed)
            return np.array(layer(p)(mx.array(x)))

        return run

    return {"dropout": ("element", seeded(nn.Dropout)), "dropout2d": ("last", seeded(nn.Dropout2d))}


def tensorflow_modes():
    import tensorflow as tf

    def run(x, p, seed):
        tf.random.set_seed(seed)
        return tf.nn.dropout(x, p).numpy()

    return {"dropout": ("element", run)}


def stateless_modes():
    import tensorflow as tf

    def run(x, p, seed):
        return tf.nn.experimental.stateless_dropout(x, p, seed=(seed, 0)).numpy()

    return {"dropout": ("element", run)}


def keras_modes():
    import keras

    def run(x, p, seed):
        layer = keras.layers.Dropout(p, seed=seed, dtype=str(x.dtype))
        return keras.ops.convert_to_numpy(layer(keras.ops.convert_to_tensor(x), training=True))

    return {"dropout": ("element", run)}


def triton_modes():
    import torch
    import triton
    import triton.language as tl

    @triton.jit
    def kernel(x_pointer, y_pointer, count, p, seed, BLOCK: tl.constexpr):
        offsets = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
        inside = offsets < count
        x = tl.load(x_pointer + offsets, mask=inside)
        y = tl.where(tl.rand(seed, offsets) > p, x / (1 - p), 0.0)
        tl.store(y_pointer + offsets, y, mask=inside)

    def run(x, p, seed):
        x = torch.from_numpy(x)
        y = torch.empty_like(x)
        kernel[(triton.cdiv(x.numel(), 64),)](x, y, x.numel(), p, seed, BLOCK=64)
        return y.numpy()

    return {"dropout": ("element", run)}


ENGINES = {
    "torch": torch_modes, "torch-mkl": torch_modes, "torch-compile": compiled_modes,
    "numpy": lambda: numpy_modes(np.random.RandomState),
    "numpy-generator": lambda: numpy_modes(np.random.default_rng), "jax": jax_modes,
    "mlx": mlx_modes, "tensorflow": tensorflow_modes, "tensorflow-stateless": stateless_modes,
    "keras-tensorflow": keras_modes, "keras-jax": keras_modes, "keras-torch": keras_modes,
    "keras-numpy": keras_modes, "triton": triton_modes,
}  # fmt: skip
TYPES = {
    "jax": ["float32"], "keras-jax": ["float32", "float16"], "triton": ["float32"],
    "mlx": ["float32", "float16"], "numpy": ["float64"], "numpy-generator": ["float64"],
}  # fmt: skip


def main():
    engine, folder, count, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    r = random.Random(f"{engine} {seed}")
    modes = ENGINES[engine]()
    with open(os.path.join(folder, "cases.jsonl"), "w") as file:
        for number in range(count):
            mode = r.choice(list(modes))
            lots, function = modes[mode]
            shape, p = r.choice(SHAPES[lots]), r.choice([0.5, 0.1, 0.2, 0.25, 0.33, 0.4])
            dtype = r.choice(TYPES.get(engine, ["float32", "float16", "float64"]))
            case = dict(engine=engine, mode=mode, p=p, seed=r.randrange(1_000_000), dtype=dtype)
            x = np.random.default_rng(r.randrange(1 << 60)).standard_normal(shape).astype(dtype)
            y = function(x, p, case["seed"])
            for name, values in (("x", x), ("y", y)):
                case[name] = os.path.join(folder, f"{number}-{name}.npy")
                np.save(case[name], values)
            file.write(json.dumps(case) + "\n")


if __name__ == "__main__":
    main()
