"""The forms of drop path: timm's of today, and those that the documents print, as they print them.

The documents' functions take a keep probability or a drop probability under one name; here each
gets what its own text hands it.
"""

# SPDX-License-Identifier: Apache-2.0

from .frameworks import timm, torch


def floor_form(x, request):
    """timm's first `drop_path`: rounds keep + uniform down, divides the input."""
    drop_prob, training = request.p, request.training
    if drop_prob == 0.0 or not training:
        return x
    keep_prob = 1 - drop_prob
    shape = (x.shape[0],) + (1,) * (x.ndim - 1)
    random_tensor = keep_prob + torch.rand(shape, dtype=x.dtype, device=x.device)
    random_tensor.floor_()
    return x.div(keep_prob) * random_tensor


def bernoulli(x, request):
    """timm's `drop_path` of today."""
    return timm.layers.drop.drop_path(x, request.p, request.training, request.scale_by_keep)


def _per_sample(x):
    return (x.shape[0],) + (1,) * (x.ndim - 1)


def prescaled(x, request):
    """The article's first function, of any rank: it draws even when nothing can be dropped."""
    if not request.training:
        return x
    keep_prob = request.keep
    mask = x.new_empty(_per_sample(x)).bernoulli_(keep_prob)
    x_scaled = x / keep_prob
    return x_scaled * mask


def rand_gt(x, request):
    """The mask that the article calls equivalent: true with probability 1 - keep.

    `torch.rand` and `.float()` are float32 whatever x is, so a half x gives a float32 product.
    """
    if not request.training:
        return x
    keep_prob = request.keep
    mask = (torch.rand(_per_sample(x)) > keep_prob).float()
    return (x / keep_prob) * mask


def _article_drop_path(x, keep_prob=1.0, inplace=False):
    mask_shape = (x.shape[0],) + (1,) * (x.ndim - 1)
    mask = x.new_empty(mask_shape).bernoulli_(keep_prob)
    mask.div_(keep_prob)
    if inplace:
        x.mul_(mask)
    else:
        x = x * mask
    return x


class ArticleDropPath(torch.nn.Module):
    """The article's module: hands its drop probability on as the keep probability."""

    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        self.p = p
        self.inplace = inplace

    def forward(self, x):
        if self.training and self.p > 0:
            x = _article_drop_path(x, self.p, self.inplace)
        return x


def article_module(x, request):
    """`DropPath(p)(x)` as the article wrote it."""
    return ArticleDropPath(request.p).train(request.training)(x)
