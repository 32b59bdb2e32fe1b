"""The modes on PyTorch: each one's function and the shape of its noise."""

from typing import Callable, NamedTuple

import torch.nn.functional as F

from . import drop_path
from .frameworks import torch


def dropout(x, request):
    """`F.dropout`."""
    return F.dropout(x, request.p, request.training)


def vanilla_dropout(x, request):
    """The original dropout: a mask in training, times 1 - p in evaluation."""
    if request.training:
        return x * torch.empty_like(x).bernoulli_(1 - request.p)
    return x * (1 - request.p)


def per_element(shape):
    return shape


def per_sample(shape):
    return shape[:1] + (1,) * (len(shape) - 1)


class Mode(NamedTuple):
    """`function(x, request)` gives the output; `noise_shape(shape)` is what it draws for."""

    function: Callable
    noise_shape: Callable


MODES = {
    "dropout": Mode(dropout, per_element),
    "vanilla-dropout": Mode(vanilla_dropout, per_element),
    "drop-path": Mode(drop_path.floor_form, per_sample),
    "drop-path:bernoulli": Mode(drop_path.bernoulli, per_sample),
    "drop-path:prescaled": Mode(drop_path.prescaled, per_sample),
    "drop-path:rand-gt": Mode(drop_path.rand_gt, per_sample),
    "drop-path:article-module": Mode(drop_path.article_module, per_sample),
}


def shown(name, x, request):
    """What `--show` names, in its order: the input, the mask, the noise, the output.

    The noise is what the mode makes of ones: the factor of each element. The mask says where it is
    not zero. Both come from the same draws as the output, by going back in the generator.
    """
    mode = MODES[name]
    before = torch.get_rng_state()
    output = mode.function(x, request)
    after = torch.get_rng_state()
    parts = {"input": x, "output": output}
    if {"mask", "noise"} & set(request.show):
        torch.set_rng_state(before)
        noise = mode.function(torch.ones(mode.noise_shape(tuple(x.shape)), dtype=x.dtype), request)
        torch.set_rng_state(after)
        parts |= {"noise": noise, "mask": (noise > 0).to(x.dtype)}
    return [parts[part] for part in request.show]
