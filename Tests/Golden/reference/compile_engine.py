"""`apply` on PyTorch compiled for the CPU; needs a C++ compiler."""

# SPDX-License-Identifier: Apache-2.0

import functools

import torch
import torch.nn.functional as F

from . import bits, tensor_file
from .command import NotKnown

torch.set_num_threads(1)
torch._dynamo.config.cache_size_limit = 10000
_SIGNED = {2: torch.int16, 4: torch.int32, 8: torch.int64}


MODES = {
    "dropout": F.dropout,
    "dropout1d": F.dropout1d,
    "dropout2d": F.dropout2d,
    "dropout3d": F.dropout3d,
    "feature-dropout": torch.feature_dropout,
}


@functools.cache
def _graph(mode, count):
    """So many dropouts of one input."""

    def run(x, p, training):
        return [MODES[mode](x, p, training) for _ in range(count)]

    return torch.compile(run, dynamic=True)


def _input(request, dtype):
    if "." in request.input:
        raw = tensor_file.read(request.input)[1]
        signed = torch.from_numpy(raw.view(f"i{raw.itemsize}").copy())
        return signed.view(dtype)
    if request.input == "rand":
        return torch.rand(request.shape, dtype=dtype)
    if request.input == "ones":
        return torch.ones(request.shape, dtype=dtype)
    count = torch.Size(request.shape).numel()
    return torch.arange(count, dtype=torch.float64).reshape(request.shape).to(dtype)


def answer(request):
    """The result as `tensors`, lists of hex words."""
    if request.format != "hex" or request.show != ["output"] or request.skip:
        raise NotKnown("torch.compile is compared as bits of the output")
    if request.call > 2:
        raise NotKnown("graphs of up to three dropouts are compiled")
    name = request.dtype or "float32"
    if "." in request.input:
        name = tensor_file.read(request.input)[0]
    torch.default_generator.manual_seed(request.seed)
    x = _input(request, getattr(torch, name))
    x = x.t() if request.transpose else x
    y = _graph(request.mode[0], request.call + 1)(x, request.p, request.training)[-1].contiguous()
    raw = y.view(_SIGNED[y.element_size()]).numpy()
    return {"tensors": [bits.words_of(raw.tobytes(), name, raw.itemsize)]}
