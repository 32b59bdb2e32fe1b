"""`apply` and `sample rand` on MLX, on the CPU."""

# SPDX-License-Identifier: Apache-2.0

import mlx.core as mx
import mlx.nn as nn
import numpy as np

from . import bits, tensor_file
from .command import NotKnown

mx.set_default_device(mx.cpu)
TYPES = {"float32": mx.float32, "float16": mx.float16, "bfloat16": mx.bfloat16}
LAYERS = {"dropout": nn.Dropout, "dropout2d": nn.Dropout2d, "dropout3d": nn.Dropout3d}


def _words(array, dtype):
    flat = mx.view(array.reshape(-1), mx.uint32 if array.dtype.size == 4 else mx.uint16)
    raw = np.array(flat)
    return bits.words_of(raw.tobytes(), dtype, raw.itemsize)


def _input(request, dtype):
    if "." in request.input:
        raw = tensor_file.read(request.input)[1]
        return mx.view(mx.array(raw.reshape(-1)), dtype).reshape(raw.shape)
    if request.input == "ones":
        return mx.ones(request.shape, dtype)
    count = int(np.prod(request.shape))
    return mx.array(np.arange(count, dtype=np.float32)).reshape(request.shape).astype(dtype)


def answer(request):
    """The result as `tensors`, lists of hex words."""
    if request.format != "hex" or request.show != ["output"] or request.skip:
        raise NotKnown("MLX is compared as bits of the output")
    if "." in request.input and request.dtype:
        raise NotKnown("MLX is given files in their own type")
    name = request.dtype or "float32"
    if "." in request.input:
        name = tensor_file.read(request.input)[0]
    if name not in TYPES:
        raise NotKnown(f"MLX on the CPU: {name}")
    dtype = TYPES[name]
    mx.random.seed(request.seed)
    drawn = request.command == "sample" or request.input == "rand"
    x = (
        mx.random.uniform(shape=request.shape, dtype=dtype) if drawn else _input(request, dtype)
    )
    if request.command == "sample":
        return {"tensors": [_words(x, name)]}
    layer = LAYERS[request.mode[0]](request.p)
    layer.train(request.training)
    mx.eval([layer(x) for _ in range(request.call)])
    return {"tensors": [_words(layer(x), name)]}
