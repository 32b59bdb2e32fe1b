"""The input that regx draws or reads before it applies a mode, from PyTorch."""

# SPDX-License-Identifier: Apache-2.0

import numpy as np
import safetensors.torch

from .command import NotKnown
from .frameworks import DTYPES, torch

# Up to here PyTorch's `arange` in a half type is each number rounded once.
_EXACT_TO = {torch.bfloat16: 4096, torch.float16: 32768}


def seed(number):
    """`torch.manual_seed` without the note for a GPU that each call would leave."""
    torch.default_generator.manual_seed(number)


def read(path, tensor=None):
    """The tensor in a `.npy` or `.safetensors` file."""
    if path.endswith(".safetensors"):
        tensors = safetensors.torch.load_file(path)
        return tensors[tensor or next(iter(tensors))]
    array = np.load(path)
    if array.dtype == np.uint16 or array.dtype == np.uint64:
        raise ValueError(f"{path}: not read as {array.dtype}")
    return torch.from_numpy(array)


def make(name, shape, dtype, tensor=None):
    """One of the named inputs or a file's tensor; draws with PyTorch's own generator."""
    if "." in name:
        x = read(name, tensor)
        return x.to(DTYPES[dtype]) if dtype else x
    dtype = DTYPES[dtype or "float32"]
    if name == "rand":
        return torch.rand(shape, dtype=dtype)
    if name == "randn":
        return torch.randn(shape, dtype=dtype)
    if name == "arange":
        count = int(np.prod(shape, dtype=np.int64))
        if count > _EXACT_TO.get(dtype, count):
            raise NotKnown("arange of many elements in a half type, which depends on the threads")
        return torch.arange(count, dtype=dtype).reshape(shape)
    return {"ones": torch.ones, "zeros": torch.zeros}[name](shape, dtype=dtype)


def arranged(x, memory_format, transpose):
    """The same values at other places in memory, where PyTorch draws in memory order."""
    if memory_format == "channels_last":
        formats = {4: torch.channels_last, 5: torch.channels_last_3d}
        x = x.contiguous(memory_format=formats[x.ndim])
    return x.t() if transpose else x
