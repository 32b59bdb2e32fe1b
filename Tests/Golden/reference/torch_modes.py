"""The modes on PyTorch: each one's function and the shape of its noise."""

# SPDX-License-Identifier: Apache-2.0

from typing import Callable, NamedTuple

import torch.nn.functional as F

from . import drop_block, drop_path, family
from .frameworks import torch


def dropout(x, request):
    """`F.dropout`."""
    return F.dropout(x, request.p, request.training)


def vanilla_dropout(x, request):
    """The original dropout: a mask in training, times 1 - p in evaluation."""
    if request.training:
        return x * torch.empty_like(x).bernoulli_(1 - request.p)
    return x * (1 - request.p)


def rand_gt(x, request):
    """`dropout_layer` of Dive into Deep Learning, section 5.6."""
    if not request.training:
        return x
    if request.p == 1:
        return torch.zeros_like(x)
    mask = (torch.rand(x.shape) > request.p).float()
    return mask * x / (1.0 - request.p)


def rand_lt(x, request):
    """The same with the comparison the other way round: keeps below 1 - p."""
    if not request.training:
        return x
    mask = (torch.rand(x.shape) < request.keep).float()
    return x * mask / request.keep


def per_element(shape, request):
    return shape


def per_sample(shape, request):
    return shape[:1] + (1,) * (len(shape) - 1)


def per_channel(shape, request):
    return shape[:2] + (1,) * (len(shape) - 2)


def per_unbatched_channel(shape, request):
    """dropout3d takes anything but five dimensions for one sample: the first axis is the channel."""
    return per_channel(shape, request) if len(shape) == 5 else per_sample(shape, request)


def one(shape, request):
    return (1,) * len(shape)


def per_block(shape, request):
    """timm's channels share a mask unless they are told not to."""
    return shape[:1] + (1,) + shape[2:] if request.couple_channels else shape


class Mode(NamedTuple):
    """`function(x, request)` gives the output; `noise_shape(shape, request)` what it draws for."""

    function: Callable
    noise_shape: Callable


MODES = {
    "dropout": Mode(dropout, per_element),
    "vanilla-dropout": Mode(vanilla_dropout, per_element),
    "dropout:rand-gt": Mode(rand_gt, per_element),
    "dropout:rand-lt": Mode(rand_lt, per_element),
    "drop-path": Mode(drop_path.floor_form, per_sample),
    "drop-path:bernoulli": Mode(drop_path.bernoulli, per_sample),
    "drop-path:prescaled": Mode(drop_path.prescaled, per_sample),
    "drop-path:rand-gt": Mode(drop_path.rand_gt, per_sample),
    "drop-path:article-module": Mode(drop_path.article_module, per_sample),
    "dropout1d": Mode(family.dropout1d, per_channel),
    "dropout2d": Mode(family.dropout2d, per_channel),
    "dropout3d": Mode(family.dropout3d, per_unbatched_channel),
    "feature-dropout": Mode(family.feature_dropout, per_channel),
    "alpha-dropout": Mode(family.alpha_dropout, per_element),
    "feature-alpha-dropout": Mode(family.feature_alpha_dropout, per_channel),
    "stochastic-depth:row": Mode(family.stochastic_depth_row, per_sample),
    "stochastic-depth:batch": Mode(family.stochastic_depth_batch, one),
    "drop-block:timm": Mode(drop_block.of_timm, per_block),
    "drop-block:torchvision": Mode(drop_block.of_torchvision, per_element),
    "drop-connect": Mode(family.drop_connect, per_element),
    "gaussian-dropout": Mode(family.gaussian_dropout, per_element),
}


def _ones(mode, x, request):
    """Ones in the shape of the mode's noise; laid out like x where noise is drawn in that order."""
    shape = mode.noise_shape(tuple(x.shape), request)
    return torch.ones_like(x) if shape == tuple(x.shape) else torch.ones(shape, dtype=x.dtype)


def shown(name, x, request):
    """What `--show` names, in its order: the input, the mask, the noise, the output.

    The noise is what the mode makes of ones: the factor of each element. The mask says where it
    is not zero. Both come from the same draws as the output, by going back in the generator.
    Alpha dropout also adds, so there is no such factor; its mask is where ones and zeros part.
    """
    mode = MODES[name]
    before = torch.get_rng_state()

    def again(tensor):
        torch.set_rng_state(before)
        return mode.function(tensor, request)

    parts = {"input": x}
    if {"mask", "noise"} & set(request.show):
        ones = _ones(mode, x, request)
        if x.numel() == 0 and mode.noise_shape in (per_channel, per_unbatched_channel):
            noise, kept = ones, ones > 0  # PyTorch returns early and draws nothing
        else:
            noise = again(ones)
            kept = noise != again(torch.zeros_like(ones)) if "alpha" in name else noise > 0
            if mode.function is drop_path.floor_form and request.p < 1:
                # Where keep + rand rounds up to 2, so does the mask.
                kept = kept.to(x.dtype) + (noise > 1.5 / (1 - request.p)).to(x.dtype)
        parts |= {"noise": noise, "mask": kept.to(noise.dtype)}
    parts["output"] = again(x)  # last, so that the generator stands behind these draws
    return [parts[part] for part in request.show]
