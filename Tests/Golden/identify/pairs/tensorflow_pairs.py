"""TensorFlow on the CPU, after a global seed and stateless, and Keras on it."""

# SPDX-License-Identifier: Apache-2.0

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import ml_dtypes
import numpy as np
import tensorflow as tf


def stored(cases, label, array):
    values = np.asarray(array)
    if values.dtype == ml_dtypes.bfloat16:
        return cases.array(label, values.view(np.uint16), bfloat16=True)
    return cases.array(label, values)


def make(cases, count):
    import keras

    r = cases.random
    for _ in range(count):
        p, seed, shape = cases.probability(), cases.seed() >> 1, cases.shape("element")
        engine = r.choice(["tensorflow", "tensorflow-stateless", "keras-tensorflow"])
        kind = r.choice(["randn", "randn", "ones", "relu", "mask"])
        dtype = r.choice([tf.float32] * 3 + [tf.float64, tf.float16, tf.bfloat16])
        x = tf.cast(tf.constant(cases.numbers(shape, kind)), dtype)
        if engine == "tensorflow":
            tf.random.set_seed(seed)
            y = tf.nn.dropout(x, p)
        elif engine == "tensorflow-stateless":
            y = tf.nn.experimental.stateless_dropout(x, p, seed=(seed, 0))
        else:
            y = keras.layers.Dropout(p, seed=seed, dtype=dtype.name)(x, training=True)
        cases.add(
            None if kind == "mask" else stored(cases, "x", x), stored(cases, "y", y),
            mode="dropout", p=p, engine=engine, seed=seed, position=0, lots="element", kind=kind,
            dtype=dtype.name, shape=list(shape))
