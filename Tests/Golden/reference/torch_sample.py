"""`regx sample` on PyTorch's generator: the drawing functions by themselves."""

# SPDX-License-Identifier: Apache-2.0

import numpy as np

from . import torch_inputs
from .frameworks import DTYPES, torch


def skip(words):
    """Discards 32-bit words: a float32 `rand` takes exactly one an element."""
    block = 1 << 20
    for start in range(0, words, block):
        torch.rand(min(block, words - start), dtype=torch.float32)


def generator_words(count):
    """The generator's raw 32-bit words.

    A full-range 64-bit integer is two words, the first one high; there is no PyTorch function that
    gives out single ones.
    """
    pairs = torch.empty((count + 1) // 2, dtype=torch.int64).random_(-(2**63), None)
    return pairs.numpy().view(np.uint64).astype(">u8").view(">u4")[:count].astype(np.uint32)


def sample(request):
    """The tensor of one drawing function, or an array of words for `bits`."""
    torch_inputs.seed(request.seed)
    skip(request.skip)
    distribution = request.operands[0] if request.operands else "rand"
    if distribution == "bits":
        count = int(np.prod(request.shape, dtype=np.int64))
        return generator_words(count).reshape(request.shape)
    if distribution in ("rand", "randn", "ones", "zeros", "arange"):
        return torch_inputs.make(distribution, request.shape, request.dtype)
    x = torch.empty(request.shape, dtype=DTYPES[request.dtype or "float32"])
    if distribution == "uniform":
        return x.uniform_(request.low, request.high)
    if distribution == "normal":
        return x.normal_(request.mean, request.std)
    if distribution == "bernoulli":
        return x.bernoulli_(request.p)
    raise KeyError(distribution)
