"""Dropout's relatives in PyTorch: whole channels, self-normalizing, weights."""

# SPDX-License-Identifier: Apache-2.0

import math

import torch.nn.functional as F

from .frameworks import torch, torchvision


def dropout1d(x, request):
    return F.dropout1d(x, request.p, request.training)


def dropout2d(x, request):
    return F.dropout2d(x, request.p, request.training)


def dropout3d(x, request):
    return F.dropout3d(x, request.p, request.training)


def feature_dropout(x, request):
    return torch.feature_dropout(x, request.p, request.training)


def alpha_dropout(x, request):
    return F.alpha_dropout(x, request.p, request.training)


def feature_alpha_dropout(x, request):
    return F.feature_alpha_dropout(x, request.p, request.training)


def drop_connect(x, request):
    """A linear layer's weights through `F.dropout`; x is the weight matrix itself.

    PyTorch has no function of this name; this is what weight-drop layers do before they call
    `F.linear`, whose sums are not reproducible bit for bit.
    """
    if x.ndim != 2:
        raise ValueError("a linear layer's weights have two dimensions")
    return F.dropout(x, request.p, request.training)


def stochastic_depth_row(x, request):
    return torchvision.ops.stochastic_depth(x, request.p, "row", request.training)


def stochastic_depth_batch(x, request):
    return torchvision.ops.stochastic_depth(x, request.p, "batch", request.training)


def gaussian_dropout(x, request):
    """Keras's GaussianDropout with PyTorch's normals: nothing is zeroed, elements are multiplied."""
    if not request.training or request.p == 0:
        return x
    deviation = math.sqrt(request.p / (1 - request.p))
    return x * torch.empty_like(x).normal_(1, deviation)
