"""TensorFlow's eager draws and dropouts, recorded: with a global seed, an operation's, a pair."""

# SPDX-License-Identifier: Apache-2.0

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf

import recording

TYPES = {"float32": tf.float32, "float16": tf.float16, "bfloat16": tf.bfloat16, "float64": tf.float64}
UNSIGNED = {2: np.uint16, 4: np.uint32, 8: np.uint64}


def header():
    """The versions behind the file."""
    return {"framework": "tensorflow", "version": tf.__version__}


def bits(tensor):
    """A tensor's bits as unsigned integers."""
    array = tensor.numpy()
    return array.view(UNSIGNED[array.dtype.itemsize])


def input_of(shape, dtype):
    """The pattern as a tensor."""
    raw = recording.pattern(int(np.prod(shape)), dtype)
    return tf.constant(raw.view(TYPES[dtype].as_numpy_dtype).reshape(shape))


def call(r, stateless, op_seed):
    """A draw or a dropout, with the seeds that the line names."""
    shape, dtype = recording.shape(r), r.choice(list(TYPES))
    if r.random() < 0.25:
        made = (
            tf.random.stateless_uniform(shape, stateless, dtype=TYPES[dtype])
            if stateless
            else tf.random.uniform(shape, dtype=TYPES[dtype])
        )
        return recording.call("rand", shape, bits(made), dtype)
    p = 0.0 if r.random() < 0.05 else recording.probability(r)
    x = input_of(shape, dtype)
    made = (
        tf.nn.experimental.stateless_dropout(x, p, seed=stateless)
        if stateless
        else tf.nn.dropout(x, p, seed=op_seed)
    )
    return recording.call("dropout", shape, bits(made), dtype, p=recording.double(p))


def line(r, index):
    """A seed, perhaps an operation's, and some calls."""
    seed = recording.seed(r)
    if index % 3 == 2:
        second = recording.seed(r)
        if r.random() < 0.2:
            seed, second = -seed, -second
        calls = [call(r, (seed, second), None)]
        return {"engine": "tensorflow-stateless", "seed": str(seed), "opSeed": second, "calls": calls}
    if r.random() < 0.1:
        seed = -seed
    op_seed = recording.seed(r, 40) if index % 3 == 1 else None
    if op_seed is not None and r.random() < 0.1:
        seed = op_seed = 0
    tf.random.set_seed(seed)
    calls = [call(r, None, op_seed) for _ in range(r.choice([1, 2, 4]))]
    line = {"engine": "tensorflow", "seed": str(seed), "calls": calls}
    return line if op_seed is None else line | {"opSeed": op_seed}
