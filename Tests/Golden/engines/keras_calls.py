"""Training calls of `keras.layers.Dropout`, recorded on the backend that KERAS_BACKEND names."""

# SPDX-License-Identifier: Apache-2.0

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import keras
import ml_dtypes
import numpy as np

import recording

BACKEND = keras.backend.backend()
TYPES = ["float32", "float16", "bfloat16"] + ([] if BACKEND == "jax" else ["float64"])
NUMPY = {"bfloat16": ml_dtypes.bfloat16}
UNSIGNED = {2: np.uint16, 4: np.uint32, 8: np.uint64}


def header():
    """The versions behind the file."""
    return {"framework": "keras", "version": keras.__version__} | backend_version()


def backend_version():
    """The backend and its version."""
    module = __import__(BACKEND)
    return {"backend": BACKEND, "backendVersion": module.__version__}


def input_of(shape, dtype):
    """The pattern as a tensor of the backend."""
    raw = recording.pattern(int(np.prod(shape)), dtype).reshape(shape)
    if BACKEND == "torch" and dtype == "bfloat16":
        import torch

        return torch.from_numpy(raw.astype(np.int16)).view(torch.bfloat16)
    return keras.ops.convert_to_tensor(raw.view(NUMPY.get(dtype, dtype)), dtype=dtype)


def bits(tensor):
    """A tensor's bits as unsigned integers."""
    if BACKEND == "torch" and str(tensor.dtype) == "torch.bfloat16":
        import torch

        return tensor.view(torch.int16).numpy().view(np.uint16)
    array = np.asarray(tensor)
    return array.view(UNSIGNED[array.dtype.itemsize])


def line(r, index):
    """A layer, and some calls of it."""
    seed, dtype = recording.seed(r, 31), r.choice(TYPES)
    p = r.choice([0.0, 1.0]) if r.random() < 0.05 else recording.probability(r)
    layer = keras.layers.Dropout(p, seed=seed, dtype=dtype)
    calls = []
    for _ in range(r.choice([1, 2, 5])):
        shape = recording.shape(r)
        made = layer(input_of(shape, dtype), training=True)
        calls.append(recording.call("dropout", shape, bits(made), dtype, p=recording.double(p)))
    return {"engine": f"keras-{BACKEND}", "seed": str(seed), "calls": calls}
