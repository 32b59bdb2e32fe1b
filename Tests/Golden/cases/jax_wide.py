"""Command lines for JAX that only the oracle tries: every type, files, folded keys, bounds."""

# SPDX-License-Identifier: Apache-2.0

from . import extremes, jax_cases, values

# Few, because JAX compiles every operation again for a new shape.
_SHAPES = [(), (1,), (7,), (0,), (16, 3), (3, 2, 2, 2), (625,), (1, 33, 1), (1000,)]
_TYPES = ["float32", "float16", "bfloat16"]


def _words(random):
    words = ["--engine", "jax", "--seed", jax_cases._seed(random)]
    if random.random() < 0.3:
        words += ["--fold-in", str(random.choice([0, 1, 7, 2**31, 2**32 - 1, random.getrandbits(32)]))]
    return words


def sampled(random, path):
    """Every distribution in every type, between any bounds."""
    distribution = random.choice(["rand", "uniform", "uniform", "randn", "bernoulli", "bits", "split"])
    words = ["sample", distribution, *_words(random)]
    if distribution == "split":
        return words + ["--n", str(random.choice([1, 2, 3, 7, 50]))]
    words += values.shape_words(random.choice(_SHAPES))
    if distribution == "uniform":
        words += extremes.bounds(random)
    if distribution == "bernoulli":
        words += extremes.probability_words(random)
    typed = distribution in ("rand", "uniform", "randn")
    return words + (["--dtype", random.choice(_TYPES)] if typed else [])


def applied(random, path):
    """A mode of a file, or of what is drawn in any type."""
    words = ["apply", "--mode", random.choice(jax_cases.MODES), *_words(random)]
    shape, dtype = random.choice(_SHAPES), random.choice(_TYPES)
    if random.random() < 0.6:
        dtype = random.choice([*_TYPES, "float64"])
        words += ["--input", *extremes.write(random, path, dtype, shape)]
        words += ["--dtype", random.choice(_TYPES)] if random.random() < 0.15 else []
    else:
        words += values.shape_words(shape) + ["--dtype", dtype]
        words += ["--input", random.choice(["rand", "ones", "arange", "randn", "zeros"])]
    words += (extremes if random.random() < 0.5 else values).probability_words(random)
    words += ["--jit"] if random.random() < 0.06 else []
    return words + (["--eval"] if random.random() < 0.05 else [])


def large(random, path):
    """A million elements, whose digest is compared."""
    words = [*_words(random), "--shape", "1000003", "--dtype", random.choice(_TYPES)]
    if random.random() < 0.4:
        return ["sample", random.choice(["rand", "randn"]), *words]
    p = ["--p", repr(round(random.uniform(0.01, 0.99), 4))]
    return ["apply", "--mode", random.choice(jax_cases.MODES), *words, *p]


def draw(random, path):
    """One of these."""
    return random.choices([sampled, applied, large], [45, 53, 2])[0](random, path)
