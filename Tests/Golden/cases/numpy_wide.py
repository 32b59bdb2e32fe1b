"""Command lines for NumPy that only the oracle tries: borders, files, lists of seeds, large n."""

# SPDX-License-Identifier: Apache-2.0

import numpy as np
import os

from . import extremes, numpy_cases, values

_MODES = numpy_cases.MODES + ["dropout:cs231n"]


def _seed(random, engine):
    """A number, also one that is refused; or a list of them."""
    kind = random.random()
    bits = 32 if engine == "numpy" else random.choice([16, 32, 64, 200])
    if kind < 0.35:
        seeds = [random.getrandbits(bits) for _ in range(random.choice([2, 2, 3, 5, 17, 700]))]
        return ",".join(map(str, seeds))
    if kind < 0.4:
        return str(random.choice([-1, 2**32, 2**64, -(2**40), 2**200]))
    return str(random.getrandbits(bits))


def from_file(random, path, engine):
    """A mode of a file: half, single and double precision, in either order of memory."""
    dtype = random.choice(["float16", "float16", "float32", "float64"])
    shape = values.shape(random, range(5))
    words = ["apply", "--mode", random.choice(_MODES), "--engine", engine]
    words += ["--seed", _seed(random, engine), "--input"]
    words += extremes.write(random, path, dtype, shape, random.random() < 0.3)
    words += (extremes if random.random() < 0.5 else values).probability_words(random)
    return words + (["--eval"] if random.random() < 0.15 else [])


def drawn(random, path, engine):
    """A mode of a drawn input, with a list of seeds or p at a border."""
    words = ["--engine", engine, "--seed", _seed(random, engine)]
    words += values.shape_words(values.shape(random, range(5))) + extremes.probability_words(random)
    if random.random() < 0.5:
        return ["apply", "--mode", random.choice(_MODES), *words]
    chosen = [random.choice(_MODES) for _ in range(random.randint(2, 4))]
    return ["compare", "--mode", ",".join(chosen), *words]


def sampled(random, path, engine):
    """Draws between any bounds, binomials of any n."""
    words = ["--engine", engine, "--seed", _seed(random, engine)]
    words += values.shape_words(values.shape(random, range(4)))
    kind = random.random()
    if kind < 0.3:
        return ["sample", "uniform", *words, *extremes.bounds(random)]
    if kind < 0.85:
        return ["sample", "binomial", *words, "--n", _trials(random), *_chance(random)]
    if kind < 0.93 and engine == "numpy-generator":
        dtype = ["--dtype", "float32"]
        return ["sample", random.choice(["rand", "randn"]), *words, *dtype]
    return ["sample", random.choice(["rand", "bits"]), *words]


def _trials(random):
    return str(random.choice([1, 3, 30, 31, 60, 100, 1000, 10**5, 10**9, 2**31, 2**40, 10**15]))


def _chance(random):
    return random.choice([extremes.probability_words(random), ["--p", repr(random.random())]])


def large(random, path, engine):
    """A million elements, whose digest is compared."""
    words = ["--engine", engine, "--seed", str(random.getrandbits(32))]
    shape = ["--shape", random.choice(["1000003", "1024,1024", "100,100,101"])]
    p = ["--p", repr(round(random.uniform(0.01, 0.99), 4))]
    if random.random() < 0.5:
        return ["apply", "--mode", random.choice(_MODES), *words, *shape, *p]
    distribution = random.choice(["rand", "bits", "binomial", "uniform"])
    words = ["sample", distribution, *words, *shape]
    return words + ([*p, "--n", random.choice(["1", "7", "1000"])] if distribution == "binomial" else [])


def printed(random, path):
    """A file under all options that NumPy's printer and regx share."""
    dtype = random.choice(["float16", "float32", "float64", "int64", "bool", "uint8"])
    shape = values.shape(random, range(5))
    if dtype.startswith("float") and random.random() < 0.4:
        [name] = extremes.write(random, path, dtype, shape)
    else:
        count, scale = int(np.prod(shape)), 10.0 ** random.uniform(-6, 9)
        array = np.array([random.gauss(0, scale) for _ in range(count)]).reshape(shape)
        with np.errstate(all="ignore"):
            np.save(f"{path}.npy", array.astype(dtype))
        name = os.path.abspath(f"{path}.npy")
    words = ["print", name, "--format", "numpy"] + (["--repr"] if random.random() < 0.5 else [])
    if random.random() < 0.6:
        words += ["--precision", str(random.choice([0, 1, 2, 3, 4, 6, 8, 12, 17, 20]))]
    if random.random() < 0.5:
        words += ["--threshold", random.choice(["0", "1", "5", "10", "50", "100", "inf"])]
    if random.random() < 0.4:
        words += ["--edgeitems", str(random.choice([1, 2, 3, 5]))]
    if random.random() < 0.4:
        words += ["--linewidth", str(random.choice([1, 10, 20, 40, 74, 75, 76, 100, 200]))]
    return words + (["--sci-mode", "off"] if random.random() < 0.2 else [])


def draw(engine):
    """One of these, for an engine."""

    def one(random, path):
        kinds = [from_file, drawn, sampled, large]
        return random.choices(kinds, [40, 20, 38, 2])[0](random, path, engine)

    return one
