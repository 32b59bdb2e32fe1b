"""Command lines for Dropout's relatives, and for inputs that lie otherwise in memory."""

# SPDX-License-Identifier: Apache-2.0

from . import torch_cases, values

# Mode: the ranks that PyTorch takes without a warning.
RANKS = {
    "dropout1d": [2, 3],
    "dropout2d": [4],
    "dropout3d": [4, 5],
    "feature-dropout": [2, 3, 4, 5, 6],
    "alpha-dropout": [0, 1, 2, 3, 4, 5, 6],
    "feature-alpha-dropout": [2, 3, 4, 5, 6],
    "stochastic-depth:row": [1, 2, 3, 4, 5, 6],
    "stochastic-depth:batch": [0, 1, 2, 3, 4, 5, 6],
    "drop-connect": [2],
    "drop-block:timm": [4],
    "drop-block:torchvision": [4, 5],
}
_BLOCKS = ("drop-block:timm", "drop-block:torchvision")


def _block_words(random, mode):
    """A block's size, and the flags that only timm knows."""
    if mode == "drop-block:torchvision":
        return ["--block-size", str(random.choice([1, 3, 3, 5, 7]))]
    words = ["--block-size", str(random.randint(1, 8))]
    if random.random() < 0.3:
        words += ["--gamma-scale", random.choice(["0.5", "1.3", "2"])]
    words += [f for f in ("--no-couple-channels", "--no-scale-by-keep") if random.random() < 0.3]
    return words


def _shape(random, mode):
    rank = random.choice(RANKS[mode])
    if mode not in _BLOCKS:
        return values.shape(random, [rank])
    smallest = 1 if mode == "drop-block:timm" else 3
    sides = [random.randint(smallest, 9) for _ in range(rank - 2)]
    return (random.choice([1, 2, 3]), random.choice([1, 2, 4]), *sides)


def _probability_words(random, mode):
    """timm forms gamma from p: kept small, so that it stays a probability."""
    if mode in _BLOCKS:
        return ["--p", repr(round(random.uniform(0, 0.35), 3))]
    return values.probability_words(random)


def apply(random, mode):
    """`apply` with one of these modes."""
    source = random.choice(["rand"] * 4 + ["ones", "arange"])
    words = ["apply", "--mode", mode, *values.shape_words(_shape(random, mode), random)]
    words += [] if source == "rand" else ["--input", source]
    words += _probability_words(random, mode) + ["--seed", values.seed(random)]
    words += values.dtype_words(random)
    if mode in _BLOCKS:
        words += _block_words(random, mode)
    if random.random() < 0.2:
        words += ["--skip", str(random.choice([1, 2, 623, 5000]))]
    if random.random() < 0.08:
        words.append("--eval")
    elif random.random() < 0.25 and mode != "dropout1d":
        words += ["--show", "mask" if "alpha" in mode else random.choice(torch_cases.SHOWN)]
    return words


def with_noise(random):
    """timm's DropBlock that puts normals where it drops: needs at least 16 of them to be exact."""
    words = ["apply", "--mode", "drop-block:timm", "--with-noise", "--shape"]
    words += [f"{random.randint(1, 3)},{random.randint(1, 3)},6,{random.randint(4, 8)}"]
    words += _probability_words(random, "drop-block:timm") + ["--seed", values.seed(random)]
    words += random.choice([[], ["--dtype", "bfloat16"], ["--dtype", "float16"]])
    return words + ["--block-size", str(random.randint(1, 5))]


def compare(random):
    """Two to five modes of any kind that take four dimensions."""
    modes = [mode for mode in RANKS if 4 in RANKS[mode]] + torch_cases.MODES
    chosen = [random.choice(modes) for _ in range(random.randint(2, 5))]
    extents = [random.choice([1, 2, 3]), random.choice([1, 2]), random.randint(3, 7), 4]
    words = ["compare", "--mode", ",".join(chosen), *values.shape_words(extents)]
    words += _probability_words(random, "drop-block:timm") + ["--seed", values.seed(random)]
    return words + (["--block-size", "3"] if set(chosen) & set(_BLOCKS) else [])


def in_memory(random):
    """An input whose elements do not lie in the order of their indices."""
    channels_last = random.random() < 0.5
    words = ["--memory-format", "channels_last"] if channels_last else ["--transpose"]
    words += values.shape_words(values.shape(random, [4 if channels_last else 2]))
    flag, number = values.probability_words(random)
    words += [flag, number, "--seed", values.seed(random)]
    modes = ["dropout", "dropout", "vanilla-dropout", "alpha-dropout", "drop-path"]
    modes += ["feature-dropout"]
    if float(number) != (1 if flag == "--p" else 0):  # there its noise has no variance
        modes += ["gaussian-dropout"]
    if random.random() < 0.4:
        chosen = [random.choice(modes) for _ in range(random.randint(2, 4))]
        return ["compare", "--mode", ",".join(chosen), *words]
    return ["apply", "--mode", random.choice(modes), *words, *values.dtype_words(random)]


def normals(random, dtypes=("float32", "float32", "float16", "bfloat16")):
    """`randn` and `normal`, as samples and as inputs."""
    dtype = ["--dtype", random.choice(dtypes)]
    words = values.shape_words(values.shape(random), random) + ["--seed", values.seed(random)]
    if random.random() < 0.3:
        words += ["--skip", str(random.choice([1, 2, 624]))]
    kind = random.random()
    if kind < 0.4:
        return ["sample", "randn", *words, *dtype]
    if kind < 0.75:
        mean = ["--mean", repr(round(random.uniform(-3, 3), 3))]
        deviation = ["--std", random.choice(["1", "0.02", "2.5"])]
        return ["sample", "normal", *words, *dtype, *mean, *deviation]
    mode = ["--mode", random.choice(["dropout", "alpha-dropout", "gaussian-dropout"])]
    return ["apply", "--input", "randn", *mode, *words, *dtype]


def normals64(random):
    """The same in float64, where the last bit hangs on the C library's logarithm and cosine."""
    return normals(random, ["float64"])
