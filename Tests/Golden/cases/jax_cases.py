"""Command lines for JAX and Flax."""

# SPDX-License-Identifier: Apache-2.0

from . import values

MODES = ["dropout", "dropout:linen", "dropout:nnx"]
# Few shapes: JAX compiles every operation again for a new one.
_SHAPES = [(), (1,), (7,), (0,), (16, 3), (3, 2, 2, 2), (625,), (1, 33, 1)]
_SEEDS = [0, 1, 42, 2021, -1, -17, 2**31, 2**32 - 1, 2**32, 2**63 - 1, -(2**63)]


def _seed(random):
    if random.random() < 0.4:
        return str(random.choice(_SEEDS))
    return str(random.randrange(2 ** random.choice([8, 31, 63])))


def _shared_words(random):
    words = ["--engine", "jax", "--seed", _seed(random)]
    return words + values.shape_words(random.choice(_SHAPES), random)


def sample(random):
    """`sample` with one of JAX's distributions."""
    distribution = random.choice(["bits", "rand", "uniform", "bernoulli"])
    words = ["sample", distribution, *_shared_words(random)]
    if distribution == "uniform":
        words += ["--low", random.choice(["-1", "0.1"]), "--high", random.choice(["2", "3.3"])]
    if distribution == "bernoulli":
        words += values.probability_words(random)
    return words


def modes(random):
    """`apply` or `compare`, eager or compiled."""
    words = _shared_words(random) + values.probability_words(random)
    if random.random() < 0.3:
        words += ["--input", random.choice(["ones", "arange"])]
    words += ["--jit"] if random.random() < 0.3 else []
    words += ["--eval"] if random.random() < 0.06 else []
    if random.random() < 0.7:
        return ["apply", "--mode", random.choice(MODES), *words]
    chosen = [random.choice(MODES) for _ in range(random.randint(2, 3))]
    return ["compare", "--mode", ",".join(chosen), *words]
