"""`apply`, `compare` and `sample` on JAX and Flax, on the CPU, eager or compiled."""

import os

os.environ.setdefault("JAX_PLATFORMS", "cpu")

import flax.linen
import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

from . import bits
from .command import NotKnown


def _dropout(x, request):
    """The seed's key itself draws the mask: linen's layer uses a key that it is handed as it is."""
    layer = flax.linen.Dropout(request.p, deterministic=not request.training)
    return layer.apply({}, x, rng=jax.random.key(request.seed))


def _linen(x, request):
    """linen's usual way: the key is folded with the layer's path and the count of its calls."""
    layer = flax.linen.Dropout(request.p, deterministic=not request.training)
    return layer.apply({}, x, rngs={"dropout": jax.random.key(request.seed)})


def _nnx(x, request):
    """nnx: the layer takes a stream of its own from `Rngs(seed)`, and a key of it per call."""
    layer = nnx.Dropout(
        request.p, deterministic=not request.training, rngs=nnx.Rngs(request.seed)
    )
    return layer(x)


MODES = {"dropout": _dropout, "dropout:linen": _linen, "dropout:nnx": _nnx}


def _sample(request, distribution):
    key, shape = jax.random.key(request.seed), request.shape
    draws = {
        "rand": lambda: jax.random.uniform(key, shape),
        "uniform": lambda: jax.random.uniform(
            key, shape, minval=request.low, maxval=request.high
        ),
        "bits": lambda: jax.random.bits(key, shape),
        "bernoulli": lambda: jax.random.bernoulli(key, request.p, shape),
        "ones": lambda: jnp.ones(shape),
        "zeros": lambda: jnp.zeros(shape),
        "arange": lambda: jnp.arange(np.prod(shape, dtype=np.int64), dtype=float).reshape(shape),
    }
    if distribution not in draws:
        raise NotKnown(f"sample {distribution}")
    return draws[distribution]()


def answer(request):
    """The result as `tensors`, lists of hex words."""
    if request.format != "hex" or request.show != ["output"] or request.dtype or request.skip:
        raise NotKnown("JAX's engine is compared as bits of the output, in float32")
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
