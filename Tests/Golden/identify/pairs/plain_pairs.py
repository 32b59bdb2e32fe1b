"""No regularizer, or none that an engine of regx draws: nothing here has a seed to be found.

Each row says what may be answered besides "cannot be told": `mask` where zeros are scattered at
random, so that the relation is truly that of a dropout; `scale` where all is one number times X.
"""

# SPDX-License-Identifier: Apache-2.0

import hashlib
import math
import random

import numpy as np
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
ROW = lambda x: (len(x),) + (1,) * (x.ndim - 1)


def quantized(x, step=0.25):
    return (x / step).round() * step


def int8(x):
    scale = x.abs().max() / 127
    return (x / scale).round().clamp(-127, 127) * scale


def coarse(x):
    """Four bits: what is small becomes zero."""
    scale = x.abs().max() / 7
    return (x / scale).round() * scale


def pruned(x):
    """As torch.nn.utils.prune.l1_unstructured does: the smaller half becomes zero."""
    left = x.clone().flatten()
    left[left.abs().argsort()[: x.numel() // 2]] = 0
    return left.reshape(x.shape)


def bits_mask(x, bits):
    return x * torch.tensor(bits[: x.numel()], dtype=x.dtype).reshape(x.shape)


def of_random(x, p=0.5):
    """Python's own generator: no engine of regx."""
    r = random.Random(int(torch.randint(1 << 40, ())) | 1 << 41)
    return bits_mask(x, [float(r.getrandbits(30) < (1 - p) * 2**30) for _ in range(x.numel())])


def of_hash(x):
    salt = str(int(torch.randint(1 << 60, ())))
    return bits_mask(x, [hashlib.sha256(f"{salt}{i}".encode()).digest()[0] & 1 for i in range(x.numel())])


def of_congruence(x):
    state = int(torch.randint(1 << 31, ()))
    bits = []
    for _ in range(x.numel()):
        state = (1103515245 * state + 12345) & 0x7FFFFFFF
        bits.append(state >> 30)
    return bits_mask(x, bits)


def of_sfc(x, p=0.3):
    r = np.random.Generator(np.random.SFC64(int(torch.randint(1 << 60, ()))))
    return x * torch.from_numpy(r.random(tuple(x.shape)) >= p).to(x.dtype) / (1 - p)


def of_big_seed(x, p=0.3):
    """np.random.Generator of a seed of 128 bits: its draws are known, its seeds are not."""
    r = np.random.default_rng(int(torch.randint(1 << 62, ())) << 64 | 12345)
    return x * torch.from_numpy(r.random(tuple(x.shape)) >= p).to(x.dtype) / (1 - p)


def hadamard(x):
    n = x.numel()
    return bits_mask(x, [float(bin(i & (i >> 3) & 0x55).count("1") % 2 == 0) for i in range(n)])


def conv(x):
    return F.conv1d(x.reshape(1, 1, -1), torch.ones(1, 1, 3), padding=1).reshape(x.shape)


def attention(x):
    side = min(x.shape[-2:])
    return x * torch.tril(torch.ones(x.shape[-2:]))


FUNCTIONS = {
    "relu": F.relu, "relu6": lambda x: F.relu6(4 * x), "clip": lambda x: x.clamp(-1, 1),
    "gelu": F.gelu, "silu": F.silu, "selu": F.selu, "elu": F.elu, "tanh": torch.tanh,
    "sigmoid": torch.sigmoid, "softplus": F.softplus, "leaky": F.leaky_relu, "sign": torch.sign,
    "abs": torch.abs, "square": torch.square, "softmax": lambda x: x.softmax(-1),
    "hardshrink": lambda x: F.hardshrink(x, 0.5), "softshrink": lambda x: F.softshrink(x, 0.5),
    "threshold": lambda x: F.threshold(x, 0.3, 0.0), "same": lambda x: x.clone(),
    "zeros": torch.zeros_like, "ones": torch.ones_like, "negative": lambda x: -x,
    "shift": lambda x: x + 0.25, "noise": lambda x: x + 0.1 * torch.randn_like(x),
    "other": torch.randn_like, "multiplied": lambda x: x * (1 + 0.3 * torch.randn_like(x)),
    "layer-norm": lambda x: F.layer_norm(x, x.shape[-1:]), "conv": conv,
    "batch-norm": lambda x: (x - x.mean(0)) / (x.std(0) + 1e-5),
    "normalized": lambda x: F.normalize(x, dim=-1), "cumsum": lambda x: x.cumsum(-1),
    "permuted": lambda x: x.flatten()[torch.randperm(x.numel())].reshape(x.shape),
    "rolled": lambda x: x.roll(1, 0), "flipped": lambda x: x.flip(0),
    "quantized": quantized, "int8": int8, "coarse": coarse, "pruned": pruned,
    "half": lambda x: x.half().float(), "bfloat": lambda x: x.bfloat16().float(),
    "top": lambda x: x * (x >= x.median()), "top-size": lambda x: x * (x.abs() >= x.abs().median()),
    "max-pool": lambda x: F.max_unpool1d(*F.max_pool1d(x.reshape(1, 1, -1), 2, return_indices=True), 2,
                                         output_size=(1, 1, x.numel())).reshape(x.shape),
    "tril": torch.tril, "attention": attention, "diagonal": lambda x: x * torch.eye(*x.shape),
    "pad": lambda x: torch.cat([x[: len(x) // 2], torch.zeros_like(x[len(x) // 2:])]),
    "crop": lambda x: x * (torch.arange(x.shape[-1]) < x.shape[-1] // 2),
    "checker": lambda x: x * ((torch.arange(x.numel()).reshape(x.shape) % 2).to(x.dtype)),
    "thirds": lambda x: x * ((torch.arange(x.numel()).reshape(x.shape) % 3 != 0).to(x.dtype)),
    "hadamard": hadamard, "twice-dropped": lambda x: F.dropout(F.dropout(x, 0.2), 0.3),
    "dropped-and-noise": lambda x: F.dropout(x, 0.5) + 0.01 * torch.randn_like(x),
    "dropped-and-shifted": lambda x: F.dropout(x, 0.5) + 1,
    "dropped-and-relu": lambda x: F.relu(F.dropout(x, 0.5)),
    "grad-relu": lambda x: (x > 0).float(), "one-hot": lambda x: F.one_hot(x.argmax(-1), x.shape[-1]).float(),
    "gate": lambda x: x * x.mean(-1, keepdim=True).sigmoid(),
    "scale-1.7": lambda x: x * 1.7, "scale-2": lambda x: x * 2, "scale-0.9": lambda x: x * 0.9,
    "scale-0.1": lambda x: x * 0.1, "scale-odd": lambda x: x * 0.58173, "over-0.9": lambda x: x / 0.9,
    "scale-3": lambda x: x * 3, "scale-root": lambda x: x / math.sqrt(64), "scale--1": lambda x: x * -0.5,
    "of-random": of_random, "of-random-0.1": lambda x: of_random(x, 0.1), "of-hash": of_hash,
    "of-congruence": of_congruence, "of-sfc": of_sfc, "of-big-seed": of_big_seed,
    "unseeded": lambda x: F.dropout(x, 0.3), "unseeded-half": lambda x: F.dropout(x, 0.5),
    "columns": lambda x: x * (torch.rand(x.shape[-1]) < 0.5),
    "tokens": lambda x: x * (torch.rand(x.shape[:-1]) < 0.7).to(x.dtype)[..., None],
    "paths": lambda x: x * torch.empty(ROW(x)).bernoulli_(0.6) / 0.6,
}
#: What is scattered at random, of lots that are elements, samples, or whole columns.
MASKS = {
    "of-random", "of-random-0.1", "of-hash", "of-congruence", "of-sfc", "of-big-seed", "unseeded",
    "unseeded-half", "tokens", "paths", "columns",
}
SHAPES = [(8, 16), (20, 20), (6, 6), (32, 8), (64, 3), (4, 4), (40, 64), (3, 5), (2, 8), (16, 2)]


def make(cases, count):
    r = cases.random
    names = list(FUNCTIONS)
    for number in range(count):
        name = names[number % len(names)]
        shape = r.choice(SHAPES)
        # A seed that none of those searched is: not even in its low 32 bits.
        torch.manual_seed(r.randrange(1 << 32) | 1 << 31)
        x = torch.from_numpy(cases.numbers(shape, "randn")).float()
        y = FUNCTIONS[name](x)
        allowed = "mask" if name in MASKS else "scale" if name.startswith(("scale", "over")) else None
        given = x
        if r.random() < 0.15 and name in MASKS:
            given = None
        cases.add(
            None if given is None else cases.array("x", x.numpy()), cases.array("y", y.numpy()),
            mode=name, p=None, engine=None, seed=None, position=None, lots=None, kind="plain",
            dtype="float32", shape=list(shape), allowed=allowed)
