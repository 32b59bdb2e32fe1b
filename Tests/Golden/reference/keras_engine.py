"""`apply` on `keras.layers.Dropout`. A process has one backend: that of its first request."""

# SPDX-License-Identifier: Apache-2.0

import importlib
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import ml_dtypes
import numpy as np

from . import bits, tensor_file
from .command import NotKnown


def _tensor(keras, array, dtype):
    if keras.backend.backend() == "torch" and dtype == "bfloat16":
        torch = importlib.import_module("torch")
        return torch.from_numpy(array.view(np.int16).copy()).view(torch.bfloat16)
    return keras.ops.convert_to_tensor(array, dtype=dtype)


def _values(request, dtype):
    if "." in request.input:
        return tensor_file.read(request.input)[1].view(dtype)
    count = int(np.prod(request.shape))
    values = np.ones(count) if request.input == "ones" else np.arange(count, dtype=np.float64)
    return values.reshape(request.shape).astype(dtype)


def _array(tensor):
    if str(tensor.dtype) == "torch.bfloat16":
        return tensor.view(importlib.import_module("torch").int16).numpy()
    return np.asarray(tensor)


def answer(request):
    """The result as `tensors`, lists of hex words."""
    if request.format != "hex" or request.show != ["output"] or request.input == "rand":
        raise NotKnown("Keras is compared as bits of the output, of inputs that are not drawn")
    backend = request.engine.removeprefix("keras-")
    os.environ["KERAS_BACKEND"] = backend
    keras = importlib.import_module("keras")
    if keras.backend.backend() != backend:
        raise NotKnown(f"this process computes with {keras.backend.backend()}")
    name = request.dtype or "float32"
    if "." in request.input:
        name = tensor_file.read(request.input)[0]
    dtype = ml_dtypes.bfloat16 if name == "bfloat16" else np.dtype(name)
    x = _tensor(keras, _values(request, dtype), name)
    layer = keras.layers.Dropout(request.p, seed=request.seed, dtype=name)
    for _ in range(request.call + 1):
        y = layer(x, training=request.training)
    raw = _array(y)
    return {"tensors": [bits.words_of(raw.tobytes(), name, raw.itemsize)]}
