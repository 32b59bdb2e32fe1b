"""One random command line for an engine: what the oracle tries."""

from . import engine_cases, family_cases, jax_cases, numpy_cases, print_cases, random_files, torch_cases


def _torch(random, path):
    kind = random.random()
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
    if random.random() < 0.25 and "--tensor" not in words:
        words += ["--format", "numpy"] + (["--repr"] if random.random() < 0.5 else [])
        return words
    return words + print_cases.options(random)


def _torch_mkl(random, path):
    """The same without printing, which no engine changes."""
    words = ["print"]
    while words[0] == "print":
        words = _torch(random, path)
    return words + ["--engine", "torch-mkl"]


def _numpy(engine):
    def draw(random, path):
        kind = random.random()
        if kind < 0.5:
            return numpy_cases.modes(random, engine)
        if kind < 0.9:
            return numpy_cases.sample(random, engine)
        return numpy_cases.normals(random, engine)

    return draw


def _jax(random, path):
    return (jax_cases.modes if random.random() < 0.6 else jax_cases.sample)(random)


ENGINES = {
    "torch": _torch,
    "torch-mkl": _torch_mkl,
    "numpy": _numpy("numpy"),
    "numpy-generator": _numpy("numpy-generator"),
    "jax": _jax,
} | engine_cases.ENGINES
