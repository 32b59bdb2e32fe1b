"""`sample rand`, `sample bits` and the tutorial's dropout, in Triton's interpreter."""

# SPDX-License-Identifier: Apache-2.0

import os

os.environ["TRITON_INTERPRET"] = "1"

import numpy as np
import torch
import triton
import triton.language as tl

from . import bits, tensor_file
from .command import NotKnown

_BLOCK = 1024


@triton.jit
def _rand(out, seed, n, BLOCK: tl.constexpr):
    offsets = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    tl.store(out + offsets, tl.rand(seed, offsets), mask=offsets < n)


@triton.jit
def _randint(out, seed, n, BLOCK: tl.constexpr):
    offsets = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    tl.store(out + offsets, tl.randint(seed, offsets).to(tl.int32), mask=offsets < n)


@triton.jit
def _dropout(x, out, seed, n, p, BLOCK: tl.constexpr):
    offsets = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    mask = offsets < n
    values = tl.load(x + offsets, mask=mask)
    keep = tl.rand(seed, offsets) > p
    tl.store(out + offsets, tl.where(keep, values / (1 - p), 0.0), mask=mask)


def _room(count, dtype=torch.float32):
    """Zeros for whole blocks: the interpreter also touches what the mask leaves out."""
    return torch.zeros(triton.cdiv(max(count, 1), _BLOCK) * _BLOCK, dtype=dtype)


def _input(request, count):
    x = _room(count)
    if "." in request.input:
        name, raw = tensor_file.read(request.input)
        if name != "float32":
            raise NotKnown(f"Triton's dropout in {name}")
        x[:count] = torch.from_numpy(raw.view(np.float32).reshape(-1).copy())
    elif request.input == "rand":
        _draw(_rand, x, count, request)
    elif request.input != "zeros":
        make = {"ones": torch.ones, "arange": torch.arange}
        x[:count] = make[request.input](count, dtype=torch.float32)
    return x


def _draw(kernel, out, count, request):
    if count:
        kernel[(triton.cdiv(count, _BLOCK),)](out, request.seed, count, BLOCK=_BLOCK)
    return out


def answer(request):
    """The result as `tensors`, lists of hex words."""
    if request.format != "hex" or request.show != ["output"] or request.skip or request.dtype:
        raise NotKnown("Triton is compared as bits of the output, in float32")
    if not 0 <= request.seed < 2**63:  # the interpreter would take it for another type
        raise NotKnown("seeds of Triton's interpreter")
    shape = tensor_file.read(request.input)[1].shape if "." in request.input else request.shape
    count = int(np.prod(shape))
    if request.command == "sample":
        whole = request.operands[:1] == ["bits"]
        kernel, dtype = (_randint, torch.int32) if whole else (_rand, torch.float32)
        made = _draw(kernel, _room(count, dtype), count, request)[:count]
        return {"tensors": [bits.words_of(made.numpy().tobytes(), "", 4)]}
    x = _input(request, count)
    y = x
    if request.training and count:
        # An argument is float32 on a device; the interpreter would keep a double.
        p, y = float(np.float32(request.p)), _room(count)
        with np.errstate(all="ignore"):
            _dropout[(triton.cdiv(count, _BLOCK),)](x, y, request.seed, count, p, BLOCK=_BLOCK)
    return {"tensors": [bits.words_of(y[:count].numpy().tobytes(), "", 4)]}
