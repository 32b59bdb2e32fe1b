"""One random command line for an engine: what the oracle tries."""

# SPDX-License-Identifier: Apache-2.0

from . import (
    engine_cases, family_cases, jax_cases, jax_wide, numpy_cases, numpy_wide, print_cases,
    random_files, torch_cases, torch_wide,
)  # fmt: skip

# The part of cases that golden files have none of: borders, files, refusals.
_WIDE = 0.5


def _torch(random, path):
    kind = random.random()
    if kind < _WIDE:
        return torch_wide.draw(random, path)
    kind = (kind - _WIDE) / (1 - _WIDE)
    if kind < 0.30:
        return torch_cases.apply(random, random.choice(torch_cases.MODES + torch_cases.TAUGHT))
    if kind < 0.42:
        return torch_cases.compare(random)
    if kind < 0.54:
        return torch_cases.sample(random)
    if kind < 0.70:
        return family_cases.apply(random, random.choice(list(family_cases.RANKS)))
    if kind < 0.75:
        return family_cases.compare(random)
    if kind < 0.80:
        return family_cases.in_memory(random)
    if kind < 0.86:
        return family_cases.normals(random)
    if kind < 0.88:
        return family_cases.with_noise(random)
    return _printed(random, path)


def _printed(random, path):
    """A fresh file under random options; one in four in NumPy's way."""
    words = ["print", *random_files.write(random, path)]
    if random.random() < 0.4:
        return numpy_wide.printed(random, path)
    return words + print_cases.options(random)


def _torch_version(engine):
    """The same without printing, which no engine changes."""

    def draw(random, path):
        words = ["print"]
        while words[0] == "print":
            words = _torch(random, path)
        return words + ["--engine", engine]

    return draw


def _numpy(engine):
    def draw(random, path):
        if random.random() < _WIDE:
            return numpy_wide.draw(engine)(random, path)
        kind = random.random()
        if kind < 0.5:
            return numpy_cases.modes(random, engine)
        if kind < 0.9:
            return numpy_cases.sample(random, engine)
        return numpy_cases.normals(random, engine)

    return draw


def _jax(random, path):
    if random.random() < _WIDE:
        return jax_wide.draw(random, path)
    return (jax_cases.modes if random.random() < 0.6 else jax_cases.sample)(random)


ENGINES = {
    "torch": _torch,
    "torch-mkl": _torch_version("torch-mkl"),
    "torch-2.6": _torch_version("torch-2.6"),
    "torch-2.2": _torch_version("torch-2.2"),
    "numpy": _numpy("numpy"),
    "numpy-generator": _numpy("numpy-generator"),
    "jax": _jax,
} | engine_cases.ENGINES
