"""One door to all engines: a regx command line in, the original's result out."""

# SPDX-License-Identifier: Apache-2.0

import importlib
import os

from . import command

_ENGINES = {
    "torch": "torch_engine",
    "torch-mkl": "torch_engine",
    "torch-2.6": "torch_engine",
    "torch-2.2": "torch_engine",
    "numpy": "numpy_engine",
    "numpy-generator": "numpy_engine",
    "jax": "jax_engine",
    "mlx": "mlx_engine",
    "torch-compile": "compile_engine",
    "tensorflow": "tensorflow_engine",
    "tensorflow-stateless": "tensorflow_engine",
    "keras-tensorflow": "keras_engine",
    "keras-jax": "keras_engine",
    "keras-torch": "keras_engine",
    "keras-numpy": "keras_engine",
    "triton": "triton_engine",
}


def answer(words, inputs):
    """What the original gives for these words; `@NAME` is a file in the folder `inputs`.

    A dictionary with `tensors` (a list of lists of hex words), `text`, or `error` where the
    original refuses.
    """
    words = [os.path.join(inputs, word[1:]) if word.startswith("@") else word for word in words]
    request = command.parse(words)
    if request.engine not in _ENGINES:
        raise command.NotKnown(f"engine {request.engine}")
    engine = importlib.import_module(f".{_ENGINES[request.engine]}", __package__)
    try:
        return engine.answer(request)
    except command.NotKnown:
        raise
    except (ValueError, RuntimeError, IndexError, TypeError, OverflowError) as refusal:
        return {"error": str(refusal).split("\n", 1)[0]}
