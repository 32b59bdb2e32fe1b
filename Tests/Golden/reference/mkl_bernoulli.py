"""PyTorch 2.6's Bernoulli numbers in a PyTorch that is built without them.

Every `bernoulli_(p)`, also one that PyTorch's C++ calls inside `dropout`, passes through this mode
and is filled by MKL itself; the rest of the arithmetic stays PyTorch's own. What it cannot stand in
for is 2.6's `rand` in half precision, and a uniform that rounds up to its upper bound: 2.6 leaves
it there, later versions make it the lower one.
"""

# SPDX-License-Identifier: Apache-2.0

import numpy as np
from torch.utils._python_dispatch import TorchDispatchMode

from . import mkl
from .command import NotKnown
from .frameworks import torch

_HALVES = (torch.float16, torch.bfloat16)

# What 2.6 draws otherwise in half precision.
_DRAWS = ("aten::rand", "aten::randn", "aten::uniform_", "aten::normal_")


def _one_word():
    """The generator's next 32-bit word; PyTorch gives out only pairs or parts of words."""
    before = torch.get_rng_state()
    pair = torch.empty(1, dtype=torch.int64).random_(-(2**63), None).item()
    torch.set_rng_state(before)
    torch.rand(1)
    return pair >> 32 & 0xFFFFFFFF


class MKLBernoulli(TorchDispatchMode):
    """Fills what `bernoulli_(p)` would fill, in the order of indices whatever the memory order."""

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        if func is not torch.ops.aten.bernoulli_.float:
            result = func(*args, **(kwargs or {}))
            if func.name().split(".")[0] in _DRAWS and result.dtype in _HALVES:
                raise NotKnown("draws of torch 2.6 in half precision")
            low = (*args, 0.0)[1]  # a default argument does not pass through here
            if func is torch.ops.aten.uniform_.default and (result == low).any():
                raise NotKnown("uniforms of torch 2.6 at their bound")
            return result
        tensor, p = (*args, 0.5)[:2]
        if tensor.numel() == 0:
            return tensor
        drawn = np.ctypeslib.as_array(mkl.bernoulli(_one_word(), tensor.numel(), p))
        return tensor.copy_(torch.from_numpy(drawn).reshape(tensor.shape))
