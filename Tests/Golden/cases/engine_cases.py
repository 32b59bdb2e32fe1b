"""Command lines for MLX, TensorFlow, Keras and torch.compile."""

# SPDX-License-Identifier: Apache-2.0

from . import extremes, values

_SEEDS = [0, 1, 42, 2021, 2**31 - 1, 2**32, 2**33 + 7, 2**63 - 1]
_TYPES = ["float32", "float16", "bfloat16"]
_RANKS = {"dropout": (1, 2, 3, 4), "dropout2d": (3, 4), "dropout3d": (4, 5)}


def _seed(random, bits):
    seeds = [seed for seed in _SEEDS if seed < 2**bits]
    return str(random.choice(seeds) if random.random() < 0.3 else random.getrandbits(bits))


def _shape(random, ranks):
    shape = [random.choice([1, 2, 3, 5, 8, 17]) for _ in range(random.choice(ranks))]
    if len(shape) == 1:
        shape = [random.choice([1, 2, 7, 100, 1000, 5001])]
    return ["--shape", ",".join(map(str, shape))]


def _apply(random, path, engine, bits, inputs, types, modes=("dropout",)):
    mode = random.choice(modes)
    words = ["apply", "--mode", mode, "--engine", engine, "--seed", _seed(random, bits)]
    words += (extremes if random.random() < 0.3 else values).probability_words(random)
    shape = _shape(random, _RANKS[mode])
    if path != "/" and random.random() < 0.35:
        extents = [int(extent) for extent in shape[1].split(",")]
        words += ["--input", *extremes.write(random, path, random.choice(types), extents)]
    else:
        words += [*shape, "--input", random.choice(inputs), "--dtype", random.choice(types)]
    words += ["--eval"] if random.random() < 0.04 else []
    return words


def _called(random, words, calls=(1, 2, 5, 20)):
    return words + (["--call", str(random.choice(calls))] if random.random() < 0.5 else [])


def _mlx(random, path):
    if random.random() < 0.15:
        words = ["sample", "rand", "--engine", "mlx", "--seed", _seed(random, 64)]
        return words + _shape(random, (1, 2, 3)) + ["--dtype", random.choice(_TYPES)]
    inputs = ["rand", "ones", "arange"]
    return _called(random, _apply(random, path, "mlx", 64, inputs, _TYPES, list(_RANKS)))


def _tensorflow(random, path):
    inputs, types = ["rand", "ones", "arange"], [*_TYPES, "float64"]
    words = _called(random, _apply(random, path, "tensorflow", 63, inputs, types))
    return words + (["--op-seed", _seed(random, 40)] if random.random() < 0.5 else [])


def _stateless(random, path):
    inputs, types = ["rand", "ones", "arange"], [*_TYPES, "float64"]
    words = _apply(random, path, "tensorflow-stateless", 63, inputs, types)
    return words + (["--op-seed", _seed(random, 63)] if random.random() < 0.8 else [])


def _compiled_channels(random, path):
    mode = random.choice(["dropout1d", "dropout2d", "dropout3d", "feature-dropout"])
    rank = {"dropout1d": 3, "dropout2d": 4, "dropout3d": 5}.get(mode, 3)
    words = ["apply", "--mode", mode, "--engine", "torch-compile", "--seed", _seed(random, 64)]
    # A graph is compiled for each of these.
    words += ["--p", random.choice(["0.3", "0.5", "0.1"])]
    extents = [random.choice([2, 3, 5, 8]) for _ in range(rank)]
    if path != "/" and random.random() < 0.35:
        return words + ["--input", *extremes.write(random, path, random.choice(extremes.TYPES), extents)]
    words += ["--shape", ",".join(map(str, extents)), "--dtype", random.choice(extremes.TYPES)]
    return words + ["--input", random.choice(["rand", "ones", "arange"])]


def _compiled(random, path):
    if random.random() < 0.4:
        return _compiled_channels(random, path)
    inputs, types = ["rand", "ones", "arange"], [*_TYPES, "float64"]
    # A graph is compiled for each number of dropouts.
    words = _called(random, _apply(random, path, "torch-compile", 64, inputs, types), [1, 2])
    shape = words[words.index("--shape") + 1] if "--shape" in words else ""
    if shape.count(",") == 1 and random.random() < 0.4:
        words.append("--transpose")
    return words


def _keras(engine):
    types = _TYPES + ([] if engine == "keras-jax" else ["float64"])

    def draw(random, path):
        return _called(random, _apply(random, path, engine, 31, ["ones", "arange"], types))

    return draw


def _triton(random, path):
    seed, shape = _seed(random, 63), _shape(random, (1, 2))
    if random.random() < 0.3:
        return ["sample", random.choice(["rand", "bits"]), "--engine", "triton", "--seed", seed, *shape]
    words = ["apply", "--engine", "triton", "--seed", seed, *values.probability_words(random)]
    if path != "/" and random.random() < 0.4:
        extents = [int(extent) for extent in shape[1].split(",")]
        return words + ["--input", *extremes.write(random, path, "float32", extents)]
    return words + [*shape, "--input", random.choice(["rand", "ones", "arange"])]


_INPUT_FILES = {
    "float32": ["special-float32.npy", "ramp-float32.npy"],
    "float16": ["special-float16.npy", "ramp-float16.npy"],
    "bfloat16": ["special-bfloat16.safetensors", "ramp-bfloat16.safetensors"],
    "float64": ["special-float64.npy", "ramp-float64.npy"],
}
_GOLDEN_TYPES = {"mlx": _TYPES, "keras-jax": _TYPES, "triton": ["float32"]}


def golden(random, engine):
    """A command line for a golden file: small, and of no file but those that lie beside it."""
    words = ["/"]
    while any("/" in word for word in words) or "5001" in words:
        words = ENGINES[engine](random, "/")
    if words[0] == "sample" or words[words.index("--engine") - 1] != "dropout":
        return words
    if random.random() < 0.3 and "--transpose" not in words:
        types = _GOLDEN_TYPES.get(engine, list(_INPUT_FILES))
        name = random.choice(_INPUT_FILES[random.choice(types)])
        for flag in ("--shape", "--dtype", "--input"):
            if flag in words:
                at = words.index(flag)
                del words[at : at + 2]
        words += ["--input", f"@{name}"] + (["--tensor", "x"] if "safetensors" in name else [])
    return words


ENGINES = {
    "triton": _triton,
    "mlx": _mlx,
    "tensorflow": _tensorflow,
    "tensorflow-stateless": _stateless,
    "torch-compile": _compiled,
} | {name: _keras(name) for name in ["keras-tensorflow", "keras-jax", "keras-torch", "keras-numpy"]}
