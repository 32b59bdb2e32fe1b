"""`apply`, `compare` and `sample` on NumPy: `np.random.RandomState` and `np.random.default_rng`."""

# SPDX-License-Identifier: Apache-2.0

import numpy as np

from . import bits, numpy_modes
from .command import NotKnown


def _generator(request):
    """The engine's generator; NumPy itself judges the seed."""
    if request.engine == "numpy":
        state = np.random.RandomState(request.seed)
        if request.command == "sample" and request.skip:  # bytes(0) would take a word
            state.bytes(4 * request.skip)
        return state
    if request.skip:
        raise NotKnown("numpy-generator: --skip")
    return np.random.default_rng(request.seed)


def _words(random, request):
    """Raw 32-bit words: a full-range draw takes exactly one each."""
    draw = random.randint if request.engine == "numpy" else random.integers
    return draw(0, 2**32, size=request.shape, dtype=np.uint32)


def _sample(random, request, distribution):
    shape = request.shape
    if "." in distribution:
        x = np.load(distribution)
        return x.astype(request.dtype) if request.dtype else x
    if request.dtype == "float32" and request.engine == "numpy-generator":
        if distribution in ("rand", "randn"):
            draw = {"rand": random.random, "randn": random.standard_normal}[distribution]
            return draw(shape, dtype=np.float32)
        raise NotKnown(f"{distribution} in float32")
    draws = {
        "rand": lambda: random.random(shape),
        "randn": lambda: random.standard_normal(shape),
        "uniform": lambda: random.uniform(request.low, request.high, shape),
        "normal": lambda: random.normal(request.mean, request.std, shape),
        "binomial": lambda: random.binomial(request.n, request.p, shape),
        "bits": lambda: _words(random, request),
        "ones": lambda: np.ones(shape),
        "zeros": lambda: np.zeros(shape),
        "arange": lambda: np.arange(np.prod(shape, dtype=np.int64), dtype=float).reshape(shape),
    }
    if distribution not in draws:
        raise NotKnown(f"sample {distribution}")
    return np.asarray(draws[distribution]())


def answer(request):
    """The result as `tensors`, lists of hex words."""
    random = _generator(request)
    if request.format != "hex" or request.show != ["output"]:
        raise NotKnown("NumPy's engines are compared as bits of the output")
    if request.command == "sample":
        distribution = request.operands[0] if request.operands else "rand"
        return {"tensors": [bits.array_words(_sample(random, request, distribution))]}
    if not set(request.mode) <= set(numpy_modes.MODES):
        raise NotKnown(f"mode {request.mode}")
    x = _sample(random, request, request.input)
    if request.skip:
        random.bytes(4 * request.skip)
    outputs = [numpy_modes.apply(random, x, mode, request) for mode in request.mode]
    return {"tensors": [bits.array_words(output) for output in outputs]}
