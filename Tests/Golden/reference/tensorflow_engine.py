"""`apply` on TensorFlow, on the CPU: after tf.random.set_seed, or stateless."""

# SPDX-License-Identifier: Apache-2.0

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf

from . import bits, tensor_file
from .command import NotKnown


def _input(request, dtype, pair):
    if "." in request.input:
        raw = tensor_file.read(request.input)[1]
        return tf.constant(raw.view(tf.as_dtype(dtype).as_numpy_dtype))
    if request.input == "rand" and pair:
        return tf.random.stateless_uniform(request.shape, pair, dtype=dtype)
    if request.input == "rand":
        return tf.random.uniform(request.shape, dtype=dtype)
    if request.input == "ones":
        return tf.ones(request.shape, dtype)
    count = int(np.prod(request.shape))
    return tf.cast(tf.reshape(tf.range(count, dtype=tf.float64), request.shape), dtype)


def answer(request):
    """The result as `tensors`, lists of hex words."""
    if request.format != "hex" or request.show != ["output"] or request.skip:
        raise NotKnown("TensorFlow is compared as bits of the output")
    if not request.training and request.p == 1:
        raise NotKnown("tf.nn.dropout refuses a rate of 1, and has no evaluation")
    name = request.dtype or "float32"
    if "." in request.input:
        name = tensor_file.read(request.input)[0]
    pair = None
    if request.engine == "tensorflow-stateless":
        pair = (request.seed, request.op_seed or 0)
    else:
        tf.random.set_seed(request.seed)
    x = _input(request, tf.as_dtype(name), pair)
    y = x
    if request.training:
        for _ in range(request.call + 1):
            y = (
                tf.nn.experimental.stateless_dropout(x, request.p, seed=pair)
                if pair
                else tf.nn.dropout(x, request.p, seed=request.op_seed)
            )
    raw = y.numpy()
    return {"tensors": [bits.words_of(raw.tobytes(), name, raw.itemsize)]}
