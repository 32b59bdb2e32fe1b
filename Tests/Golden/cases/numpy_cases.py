"""Command lines for NumPy's two generators."""

# SPDX-License-Identifier: Apache-2.0

from . import values

ENGINES = ["numpy", "numpy-generator"]
MODES = ["dropout:binomial", "dropout:rand-lt", "vanilla-dropout"]
_SEEDS = [0, 1, 5, 2021, 2**31, 2**32 - 1]
_LONG_SEEDS = [2**32, 2**63, 2**64 - 1]


def _seed(random, engine):
    """RandomState takes 32 bits, default_rng any non-negative integer."""
    if random.random() < 0.3:
        return str(random.choice(_SEEDS + (_LONG_SEEDS if engine == "numpy-generator" else [])))
    return str(random.randrange(2 ** (32 if engine == "numpy" else random.choice([8, 32, 64]))))


def _shared_words(random, engine, ranks=range(5)):
    words = ["--engine", engine, "--seed", _seed(random, engine)]
    return words + values.shape_words(values.shape(random, ranks), random)


def sample(random, engine):
    """`sample` with what takes no logarithm, or one that binomials round away."""
    choices = ["rand", "uniform", "bits", "binomial", "binomial"]
    return _sample(random, engine, choices + ["rand32"] * (engine == "numpy-generator"))


def normals(random, engine):
    """`sample` with normals, whose last bit hangs on the C library's logarithm."""
    return _sample(random, engine, ["randn", "normal"])


def _sample(random, engine, choices):
    distribution = random.choice(choices)
    dtype = ["--dtype", "float32"] if distribution == "rand32" else []
    words = ["sample", distribution.removesuffix("32"), *_shared_words(random, engine), *dtype]
    if distribution == "uniform":
        words += ["--low", random.choice(["-1.0", "0.25"]), "--high", random.choice(["2", "3.3"])]
    if distribution == "normal":
        words += ["--mean", random.choice(["0", "-1.5"]), "--std", random.choice(["1", "0.3"])]
    if distribution == "binomial":
        words += ["--n", str(random.choice([0, 1, 1, 2, 7, 20])), "--p"]
        words += [random.choice(["0", "1", "0.5", "0.33", "0.9", repr(random.random())])]
    if engine == "numpy" and random.random() < 0.2:
        words += ["--skip", str(random.choice([1, 2, 623, 1000]))]
    return words


def modes(random, engine):
    """`apply` with an idiom, or `compare` with several."""
    words = _shared_words(random, engine) + values.probability_words(random)
    if random.random() < 0.2:
        words += ["--input", random.choice(["ones", "arange"])]
    if random.random() < 0.08:
        words.append("--eval")
    if random.random() < 0.5:
        return ["apply", "--mode", random.choice(MODES), *words]
    chosen = [random.choice(MODES) for _ in range(random.randint(2, 4))]
    return ["compare", "--mode", ",".join(chosen), *words]


def cs231n(random, engine):
    """`apply` with CS231n's form, told its keep probability."""
    words = _shared_words(random, engine)
    keep = random.choice(["0.5", "0.67", "0.9", "0.1", "1", str(random.random())])
    return ["apply", "--mode", "dropout:cs231n", "--keep-prob", keep, *words]
