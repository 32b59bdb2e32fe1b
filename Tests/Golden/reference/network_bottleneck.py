"""The article's residual network, `ConvBnAct` and `BottleNeck` with DropPath, run by PyTorch."""

# SPDX-License-Identifier: Apache-2.0

import torch
from torch import nn


def drop_path(x, keep_prob):
    """The article's last function: the mask divided, then the product.

    Where nothing is kept it divides nothing, as timm does: 0 / 0 would be NaN.
    """
    shape = (x.shape[0],) + (1,) * (x.ndim - 1)
    mask = x.new_empty(shape).bernoulli_(keep_prob)
    if keep_prob > 0:
        mask.div_(keep_prob)
    return x * mask, (mask != 0).float()


class DropPath(nn.Module):
    """The article's module; its own form hands p on as the probability to keep."""

    def __init__(self, p, form):
        super().__init__()
        self.p = p
        self.form = form
        self.mask = None

    def forward(self, x):
        self.mask = torch.ones((x.shape[0],) + (1,) * (x.ndim - 1))
        if self.training and self.p > 0:
            keep_prob = self.p if self.form == "article-module" else 1 - self.p
            x, self.mask = drop_path(x, keep_prob)
        return x


class ConvBnAct(nn.Sequential):
    def __init__(self, in_features, out_features, kernel_size=1):
        padding = kernel_size // 2
        super().__init__(
            nn.Conv2d(in_features, out_features, kernel_size=kernel_size, padding=padding),
            nn.BatchNorm2d(out_features),
            nn.ReLU(),
        )


class BottleNeck(nn.Module):
    def __init__(self, in_features, out_features, reduction, p, form):
        super().__init__()
        narrow = out_features // reduction
        self.block = nn.Sequential(
            ConvBnAct(in_features, narrow, kernel_size=1),
            ConvBnAct(narrow, narrow, kernel_size=3),
            ConvBnAct(narrow, out_features, kernel_size=1),
        )
        self.drop_path = DropPath(p, form)
        self.record = lambda **tensors: None

    def forward(self, x):
        layer = self.block(x)
        dropped = self.drop_path(layer) + x
        self.record(layer=layer, mask=self.drop_path.mask, dropped=dropped)
        return dropped


def rates(rule, p, blocks):
    """The probability for each block; linear as timm computes it."""
    if rule == "uniform":
        return [p] * blocks
    return [rate.item() for rate in torch.linspace(0, p, blocks)]


@torch.no_grad()
def tensors(seed, shape, p, *, blocks, reduction, rule, form, training, warmup):
    """Every tensor of the network by its name in regx."""
    torch.manual_seed(seed)
    channels = shape[1]
    network = nn.Sequential(
        *(BottleNeck(channels, channels, reduction, q, form) for q in rates(rule, p, blocks))
    )
    # Copies: the running statistics are not those of the start at the end.
    made = {name: tensor.clone() for name, tensor in network.named_parameters()}
    made["x"] = torch.rand(shape)
    for _ in range(warmup):
        network(made["x"])
    network.train(training)
    for i, block in enumerate(network, 1):
        block.record = lambda i=i, **parts: made.update(
            {f"block{i}.{name}": part for name, part in parts.items()}
        )
    made["output"] = network(made["x"])
    made |= {name: t for name, t in network.named_buffers() if "num_batches" not in name}
    return {name: tensor.numpy() for name, tensor in made.items()}
