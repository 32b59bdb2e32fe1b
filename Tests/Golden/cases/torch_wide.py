"""Command lines for PyTorch that only the oracle tries: borders, files, memory, refusals."""

# SPDX-License-Identifier: Apache-2.0

import os

import numpy as np

from . import extremes, family_cases, torch_cases, values

_MODES = torch_cases.MODES + torch_cases.TAUGHT
_ALL = _MODES + list(family_cases.RANKS)
# Their noise is drawn along the memory of an input of their own shape.
_PER_ELEMENT = ["dropout", "vanilla-dropout", "alpha-dropout"]


def _shape(random, mode, ranks=None):
    if mode.startswith("drop-block"):
        return (random.choice([1, 2]), random.choice([1, 3]), random.randint(3, 8), 5)
    default = range(1, 7) if mode.startswith("drop-path") else range(7)
    return values.shape(random, ranks or family_cases.RANKS.get(mode, default))


def _mode_words(random, mode):
    words = ["--mode", mode]
    if mode.startswith("drop-block"):
        words += ["--block-size", random.choice(["1", "3"])]
    return words


def _seed_words(random):
    words = ["--seed", values.seed(random)]
    return words + (["--skip", str(random.randrange(2000))] if random.random() < 0.1 else [])


def from_file(random, path):
    """Any mode, of a file with special values, in either order of memory."""
    mode = random.choice(_ALL)
    dtype, shape = random.choice(extremes.TYPES), _shape(random, mode)
    words = ["apply", *_mode_words(random, mode), *_seed_words(random)]
    words += ["--input", *extremes.write(random, path, dtype, shape, random.random() < 0.4)]
    chosen = extremes if random.random() < 0.5 else values
    if mode.startswith("drop-block"):
        words += ["--p", repr(round(random.uniform(0, 0.3), 3))]
    else:
        words += chosen.probability_words(random)
    if random.random() < 0.15:
        words += ["--dtype", random.choice(values.FLOATS)]
    return words + (["--eval"] if random.random() < 0.06 else [])


def next_to_borders(random, path):
    """Any mode, with p next to 0, 1 or 1/2."""
    mode = random.choice([mode for mode in _ALL if not mode.startswith("drop-block")])
    words = ["apply", *_mode_words(random, mode), *_seed_words(random)]
    words += values.shape_words(_shape(random, mode)) + values.dtype_words(random)
    words += extremes.probability_words(random)
    if random.random() < 0.3:
        words += ["--input", random.choice(["ones", "arange", "randn", "zeros"])]
        if "randn" in words and "float64" in words:  # hangs on the C library
            words[words.index("float64")] = "float32"
    return words


def in_memory(random, path):
    """Five dimensions with the channels last, four, or a transposed matrix; files too."""
    rank = random.choice([5, 5, 4, 2])
    words = ["--transpose"] if rank == 2 else ["--memory-format", "channels_last"]
    shape = values.shape(random, [rank])
    if random.random() < 0.4:
        dtype = random.choice(extremes.TYPES)
        words += ["--input", *extremes.write(random, path, dtype, shape, random.random() < 0.5)]
    else:
        words += values.shape_words(shape) + values.dtype_words(random)
    modes = _PER_ELEMENT + ["drop-path:bernoulli", "dropout:rand-lt"]
    modes += [] if rank == 2 else ["feature-dropout", "feature-alpha-dropout"]
    words = ["apply", "--mode", random.choice(modes), *words, *_seed_words(random)]
    return words + values.probability_words(random)


def bounded(random, path):
    """`uniform` between any two numbers, in any order; PyTorch refuses many."""
    shape = values.shape_words(values.shape(random))
    words = ["sample", "uniform", *shape, *_seed_words(random), *values.dtype_words(random)]
    return words + extremes.bounds(random)


def _wrong_rank(random):
    mode = random.choice([m for m in family_cases.RANKS if m != "drop-connect"])
    wrong = [rank for rank in range(7) if rank not in family_cases.RANKS[mode]] or [0]
    shape = values.shape(random, wrong)
    return [*_mode_words(random, mode), *values.shape_words(shape)]


def refused(random, path):
    """What PyTorch refuses, or takes with a warning: ranks, probabilities, types, seeds."""
    kind = random.randrange(6)
    words = ["apply", "--seed", values.seed(random)]
    if kind == 0:
        return words + _wrong_rank(random) + values.probability_words(random)
    if kind == 1:
        mode = random.choice(["dropout", "alpha-dropout", "feature-dropout", "dropout2d"])
        p = random.choice(["1.5", "-0.1", "nan", "inf", "1.0000000000000002", "-5e-324"])
        return words + ["--mode", mode, "--shape", "2,3,4,5", f"--p={p}"]
    if kind == 2:
        return _of_integers(random, path, words)
    if kind == 3:
        seed = random.choice([2**64, 2**64 + 7, -(2**63) - 1, 2**100, -(2**70)])
        return ["sample", "rand", "--shape", "3", "--seed", str(seed)]
    if kind == 4:
        std = random.choice(["-1", "-5e-324", "-inf", "nan", "0", "-0.0"])
        return ["sample", "normal", "--shape", "17", f"--std={std}", *values.dtype_words(random)]
    size = random.choice(["2", "4", "6"])
    words += ["--mode", "drop-block:torchvision", "--block-size", size, "--shape", "2,2,7,7"]
    return words + ["--p", "0.2"]


def _of_integers(random, path, words):
    shape = values.shape(random, range(1, 5))
    dtype = random.choice(["int8", "int16", "int32", "int64", "uint8", "bool"])
    count = int(np.prod(shape))
    array = np.array([random.getrandbits(8) for _ in range(count)]).reshape(shape)
    np.save(f"{path}.npy", array.astype(dtype))
    words = [*words, "--mode", "dropout", "--input", os.path.abspath(f"{path}.npy")]
    return words + ["--p", random.choice(["0", "1", "0.5", "0.25"])]


def large(random, path):
    """About a million elements: every mode, in every type."""
    count = random.choice([1_000_000, 999_983, 1 << 20, 700_001])
    if random.random() < 0.3:
        distribution = random.choice(["rand", "bernoulli", "uniform", "bits", "randn"])
        words = ["sample", distribution, "--shape", str(count), *_seed_words(random)]
        if distribution == "bernoulli":
            words += values.probability_words(random)
        dtypes = [d for d in values.FLOATS if d != "float64" or distribution != "randn"]
        return words + ([] if distribution == "bits" else ["--dtype", random.choice(dtypes)])
    mode = random.choice([mode for mode in _ALL if not mode.startswith("drop-block")])
    rank = random.choice(list(family_cases.RANKS.get(mode, [1, 2, 3, 4])) or [1]) or 1
    extents = {1: [count], 2: [1000, 1013], 3: [50, 20, 1009], 4: [32, 64, 16, 33]}
    shape = extents.get(rank, [8, 16, 9, 25, 31][:5] + [1] * (rank - 5))
    words = ["apply", "--mode", mode, *values.shape_words(shape), *_seed_words(random)]
    p = repr(round(random.uniform(0.01, 0.99), 4))
    words += ["--p", p, *values.dtype_words(random)]
    if rank == 4 and random.random() < 0.4:
        words += ["--memory-format", "channels_last"]
    return words


_SHARES = [
    (from_file, 36), (next_to_borders, 26), (in_memory, 12), (bounded, 12), (refused, 12), (large, 2),
]  # fmt: skip


def draw(random, path):
    """One of these."""
    kinds, weights = zip(*_SHARES)
    return random.choices(kinds, weights)[0](random, path)
