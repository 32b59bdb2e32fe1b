"""Dropouts that torch.compile has compiled for the CPU, recorded: one to three in a graph."""

# SPDX-License-Identifier: Apache-2.0

import functools

import numpy as np
import torch
import torch.nn.functional as F

import recording

torch.set_num_threads(1)
torch._dynamo.config.cache_size_limit = 1000
TYPES = {
    "float32": (torch.float32, torch.int32, np.uint32),
    "float64": (torch.float64, torch.int64, np.uint64),
    "float16": (torch.float16, torch.int16, np.uint16),
    "bfloat16": (torch.bfloat16, torch.int16, np.uint16),
}
# A graph is compiled for each of these, so there are few.
PROBABILITIES = [0.5, 0.1, 0.33, 0.9, 1 / 3, 0.0, 1.0]


def header():
    """The versions behind the file."""
    return {"framework": "torch", "version": torch.__version__.split("+")[0]}


@functools.cache
def graph(probabilities, dtype, rank):
    """The dropouts of one input, compiled for any extents."""

    def run(x):
        return [F.dropout(x, p) for p in probabilities]

    return torch.compile(run, dynamic=True, fullgraph=True)


@functools.cache
def compiled_rand():
    """`torch.rand` in a graph."""
    return torch.compile(lambda n: torch.rand(n), dynamic=True, fullgraph=True)


def bits(tensor, dtype):
    """A tensor's bits as unsigned integers."""
    _, signed, unsigned = TYPES[dtype]
    return tensor.view(signed).numpy().view(unsigned)


def line(r, index):
    """A seed, perhaps a draw outside of a graph, and the dropouts of one graph."""
    seed = recording.seed(r, 64)
    torch.manual_seed(seed)
    calls = []
    if r.random() < 0.3:
        shape = recording.shape(r)
        calls.append(recording.call("rand", shape, bits(torch.rand(shape), "float32")))
    dtype = r.choice(list(TYPES))
    count = r.choice([1, 1, 1, 3])
    probabilities = tuple([0.5, 0.1, 0.33] if count == 3 else [r.choice(PROBABILITIES)])
    shape = recording.shape(r, (1, 2))
    if min(shape) < 2:  # an extent of one is compiled anew
        shape = [extent + 1 for extent in shape]
    raw = recording.pattern(int(np.prod(shape)), dtype)
    x = torch.from_numpy(raw.view({2: np.int16, 4: np.int32, 8: np.int64}[raw.itemsize]))
    x = x.view(TYPES[dtype][0]).reshape(shape)
    for p, made in zip(probabilities, graph(probabilities, dtype, len(shape))(x)):
        made = bits(made, dtype)
        calls.append(recording.call("dropout", shape, made, dtype, p=recording.double(p)))
    if r.random() < 0.1:
        n = r.randrange(2, 500)
        calls.append(recording.call("compiled-rand", [n], bits(compiled_rand()(n), "float32")))
    return {"engine": "torch-compile", "seed": str(seed), "calls": calls}
