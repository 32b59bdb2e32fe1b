"""`apply`, `compare` and `sample` on JAX and Flax, on the CPU, eager or compiled."""

# SPDX-License-Identifier: Apache-2.0

import os

os.environ.setdefault("JAX_PLATFORMS", "cpu")

import flax.linen
import jax
import jax.numpy as jnp
import ml_dtypes
import numpy as np
from flax import nnx

from . import bits, tensor_file
from .command import NotKnown


def _key(request):
    key = jax.random.key(request.seed)
    return key if request.fold_in is None else jax.random.fold_in(key, request.fold_in)


def _dropout(x, request):
    """The seed's key itself draws the mask: linen's layer uses a key that it is handed as it is."""
    layer = flax.linen.Dropout(request.p, deterministic=not request.training)
    return layer.apply({}, x, rng=_key(request))


def _linen(x, request):
    """linen's usual way: the key is folded with the layer's path and the count of its calls."""
    layer = flax.linen.Dropout(request.p, deterministic=not request.training)
    return layer.apply({}, x, rngs={"dropout": _key(request)})


def _nnx(x, request):
    """nnx: the layer takes a stream of its own from `Rngs(seed)`, and a key of it per call."""
    layer = nnx.Dropout(
        request.p, deterministic=not request.training, rngs=nnx.Rngs(_key(request))
    )
    return layer(x)


MODES = {"dropout": _dropout, "dropout:linen": _linen, "dropout:nnx": _nnx}
_TYPES = {"float32": jnp.float32, "float16": jnp.float16, "bfloat16": jnp.bfloat16}


def _sample(request, distribution):
    if "." in distribution:
        name, raw = tensor_file.read(distribution)
        x = jnp.asarray(raw.view(ml_dtypes.bfloat16 if name == "bfloat16" else name))
        return x.astype(_TYPES[request.dtype]) if request.dtype else x
    if request.dtype not in (None, *_TYPES):
        raise NotKnown(f"{request.dtype} in JAX, whose 64-bit types are off")
    key, shape, dtype = _key(request), request.shape, _TYPES[request.dtype or "float32"]
    bounds = {"minval": request.low, "maxval": request.high}
    draws = {
        "rand": lambda: jax.random.uniform(key, shape, dtype),
        "uniform": lambda: jax.random.uniform(key, shape, dtype, **bounds),
        "randn": lambda: jax.random.normal(key, shape, dtype),
        "bits": lambda: jax.random.bits(key, shape),
        "split": lambda: jax.random.key_data(jax.random.split(key, request.n)),
        "bernoulli": lambda: jax.random.bernoulli(key, request.p, shape),
        "ones": lambda: jnp.ones(shape, dtype),
        "zeros": lambda: jnp.zeros(shape, dtype),
        "arange": lambda: jnp.arange(np.prod(shape, dtype=np.int64), dtype=dtype).reshape(shape),
    }
    if distribution not in draws:
        raise NotKnown(f"sample {distribution}")
    drawn = draws[distribution]()
    return drawn.astype(dtype) if distribution == "bernoulli" and request.dtype else drawn


def answer(request):
    """The result as `tensors`, lists of hex words."""
    if request.format != "hex" or request.show != ["output"] or request.skip:
        raise NotKnown("JAX's engine is compared as bits of the output")
    if request.command == "sample":
        distribution = request.operands[0] if request.operands else "rand"
        return {"tensors": [bits.array_words(_sample(request, distribution))]}
    if not set(request.mode) <= set(MODES):
        raise NotKnown(f"mode {request.mode}")
    x = _sample(request, request.input)
    outputs = []
    for mode in request.mode:
        function = lambda x: MODES[mode](x, request)
        outputs.append((jax.jit(function) if request.jit else function)(x))
    return {"tensors": [bits.array_words(output) for output in outputs]}


def versions():
    """What a golden file's header says of the frameworks behind it."""
    return {"framework": "jax", "version": jax.__version__, "flax": flax.__version__}
