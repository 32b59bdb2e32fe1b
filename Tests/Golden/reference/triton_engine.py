"""`sample rand`, `sample bits` and the tutorial's dropout, in Triton's interpreter."""

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


def _input(request):
    if "." in request.input:
        name, raw = tensor_file.read(request.input)
        if name != "float32":
            raise NotKnown(f"Triton's dropout in {name}")
        return torch.from_numpy(raw.view(np.float32).copy())
    count = int(np.prod(request.shape))
    make = {"ones": torch.ones, "zeros": torch.zeros, "arange": torch.arange}
    if request.input == "rand":
        return _drawn(_rand, torch.empty(count), request)
    return make[request.input](count, dtype=torch.float32)


def _drawn(kernel, out, request):
    if out.numel():
        grid = (triton.cdiv(out.numel(), _BLOCK),)
        kernel[grid](out, request.seed, out.numel(), BLOCK=_BLOCK)
    return out


def answer(request):
    """The result as `tensors`, lists of hex words."""
    if request.format != "hex" or request.show != ["output"] or request.skip or request.dtype:
        raise NotKnown("Triton is compared as bits of the output, in float32")
    if not 0 <= request.seed < 2**63:  # the interpreter would take it for another type
        raise NotKnown("seeds of Triton's interpreter")
    count = int(np.prod(request.shape))
    if request.command == "sample":
        whole = request.operands[:1] == ["bits"]
        out = torch.empty(count, dtype=torch.int32 if whole else torch.float32)
        made = _drawn(_randint if whole else _rand, out, request)
        return {"tensors": [bits.words_of(made.numpy().tobytes(), "", 4)]}
    x = _input(request).reshape(-1)
    y = x
    if request.training and count:
        # An argument is float32 on a device; the interpreter would keep a double.
        p, y = float(np.float32(request.p)), torch.empty_like(x)
        with np.errstate(all="ignore"):
            _dropout[(triton.cdiv(count, _BLOCK),)](x, y, request.seed, count, p, BLOCK=_BLOCK)
    return {"tensors": [bits.words_of(y.numpy().tobytes(), "", 4)]}
