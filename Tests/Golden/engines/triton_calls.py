"""`tl.rand` and the seeded dropout of Triton's tutorial, in Triton's interpreter, recorded."""

# SPDX-License-Identifier: Apache-2.0

import os

os.environ["TRITON_INTERPRET"] = "1"

import numpy as np
import torch
import triton
import triton.language as tl
from torch._inductor.runtime.triton_helpers import rand_eager_kernel

import recording


def header():
    """The versions behind the file."""
    return {"framework": "triton", "version": triton.__version__, "torch": torch.__version__}


@triton.jit
def _rand(result, seed, count, BLOCK: tl.constexpr):
    offsets = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    tl.store(result + offsets, tl.rand(seed, offsets), mask=offsets < count)


@triton.jit
def _randint(result, seed, count, BLOCK: tl.constexpr):
    offsets = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    tl.store(result + offsets, tl.randint(seed, offsets), mask=offsets < count)


@triton.jit
def _dropout(x, result, seed, count, p, BLOCK: tl.constexpr):
    offsets = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    values = tl.load(x + offsets, mask=offsets < count)
    kept = tl.rand(seed, offsets) > p
    tl.store(result + offsets, tl.where(kept, values / (1 - p), 0.0), mask=offsets < count)


@triton.jit
def _eager_rand(result, seed, block, count, VEC: tl.constexpr, BLOCK: tl.constexpr):
    offsets = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    made = rand_eager_kernel(seed, block, offsets, VEC)
    tl.store(result + offsets, made, mask=offsets < count)


def bits(tensor):
    """A float32 tensor's bits as unsigned integers."""
    return tensor.view(torch.int32).numpy().view(np.uint32)


def line(r, index):
    """A seed, and one launch."""
    seed, count = recording.seed(r, 63), r.choice([1, 5, 100, 1000, 5000])
    grid, block = (triton.cdiv(count, 1024),), 1024
    name = r.choice(["rand", "bits", "dropout", "dropout", "eager"])
    if name == "eager":
        # PyTorch's own replica of its CUDA kernels: the complement of each uniform, in one wave.
        made, width, block_number = torch.empty(count), r.choice([4, 8]), r.choice([0, 1, 77])
        _eager_rand[grid](made, seed, block_number, count, VEC=width, BLOCK=block)
        call = recording.call(f"complement-{width}-{block_number}", [count], bits(made))
        return {"engine": "torch-cuda", "seed": str(seed), "calls": [call]}
    if name == "rand":
        made = torch.empty(count)
        _rand[grid](made, seed, count, BLOCK=block)
        call = recording.call("rand", [count], bits(made))
    elif name == "bits":
        made = torch.empty(count, dtype=torch.int32)
        _randint[grid](made, seed, count, BLOCK=block)
        call = recording.call("bits", [count], made.numpy().view(np.uint32), "uint32")
    else:
        # A kernel's argument is float32 on a device; the interpreter would keep a double.
        p = float(np.float32(recording.probability(r)))
        x = torch.from_numpy(recording.pattern(count, "float32").view(np.float32))
        made = torch.empty_like(x)
        _dropout[grid](x, made, seed, count, p, BLOCK=block)
        call = recording.call("dropout", [count], bits(made), p=recording.double(p))
    return {"engine": "triton", "seed": str(seed), "calls": [call]}
