"""Makes the golden files of the NumPy and JAX generators from the real ones.

    python make_streams.py numpy     # writes numpy-2.4.6.jsonl beside this script
    python make_streams.py jax       # writes jax-0.10.2.jsonl

The first line of a file names the versions. Every other line is one generator and the calls made
on it, one after the other. Values are bit patterns in hexadecimal; of long results the first
sixteen stand there, with the FNV-1a hash of all (each value hashed as eight bytes, low byte first).
"""

# SPDX-License-Identifier: Apache-2.0

import json
import pathlib
import platform
import random
import struct
import sys

import numpy as np

HERE = pathlib.Path(__file__).parent
R = random.Random(2021)


def bits_of_double(value):
    return f"{struct.unpack('<Q', struct.pack('<d', value))[0]:x}"


def patterns(array):
    array = np.ascontiguousarray(array)
    return [int(x) for x in array.view({4: np.uint32, 8: np.uint64}[array.dtype.itemsize])]


def fnv(values):
    result = 0xCBF29CE484222325
    for value in values:
        for byte in value.to_bytes(8, "little"):
            result = (result ^ byte) * 0x100000001B3 % 2**64
    return f"{result:x}"


def record(name, count, arguments, values, **more):
    line = {"call": name, "count": count, "arguments": arguments}
    line["bits"] = [f"{v:x}" for v in (values if len(values) <= 24 else values[:16])]
    if len(values) > 24:
        line["hash"] = fnv(values)
    return line | more


def write(path, header, lines):
    with open(HERE / path, "w") as file:
        for line in [header, *lines]:
            file.write(json.dumps(line, separators=(",", ":")) + "\n")


# NumPy

MULTIPLIER = 0x2360ED051FC65DA44385DF649FCCF645


def pcg_distance(state, increment, end):
    """The number of steps from one state of PCG64 to another."""
    factor, addend, distance, bit = MULTIPLIER, increment, 0, 1
    while state != end:
        if (state ^ end) & bit:
            state = (state * factor + addend) % 2**128
            distance |= bit
        bit <<= 1
        addend = (factor + 1) * addend % 2**128
        factor = factor * factor % 2**128
    return distance


def numpy_call(generator, name, count, arguments):
    modern = isinstance(generator, np.random.Generator)
    texts = [bits_of_double(a) for a in arguments]
    if name == "rand64":
        values = generator.random(count)
    elif name == "rand":
        values = generator.random(count, dtype=np.float32)
    elif name == "normal":
        values = generator.standard_normal(count, dtype=np.float32)
    elif name == "uniform64":
        values = generator.uniform(*arguments, count)
    elif name == "normal64":
        values = generator.normal(*arguments, count)
    elif name == "bernoulli":
        values = generator.binomial(1, *arguments, count).astype(np.int64)
    elif name == "binomial":
        values = generator.binomial(*arguments, count).astype(np.int64)
        texts[0] = f"{arguments[0]:x}"
    else:
        draw = generator.integers if modern else generator.randint
        values = draw(0, 2**32, size=count, dtype=np.uint32)
        if name == "skip":
            values = values[:0]
    return record(name, count, texts, patterns(values))


def numpy_line(engine, seed, calls):
    if engine == "RandomState":
        generator = np.random.RandomState(seed)
    else:
        generator = np.random.default_rng(seed)
        start = generator.bit_generator.state["state"]
    done = []
    for name, count, arguments in calls:
        line = numpy_call(generator, name, count, arguments)
        if engine == "RandomState":
            # The place in the current block of 624 words.
            line["place"] = int(generator.get_state()[2]) % 624
        else:
            state = generator.bit_generator.state
            steps = pcg_distance(start["state"], start["inc"], state["state"]["state"])
            line["place"] = 2 * steps - state["has_uint32"]
        done.append(line)
    return {"engine": engine, "seed": str(seed), "calls": done}


BINOMIALS = [
    (0, 0.5), (1, 0.3), (10, 0.0), (10, 1.0), (10, 0.25), (60, 0.5), (61, 0.5), (62, 0.5),
    (100, 0.3), (100, 0.7), (100, 0.31), (1000, 0.03), (1000, 0.04), (1000, 0.97), (4000, 0.5), (100_000, 0.3),
    (2**31, 1e-9), (2**53, 0.25), (2**63 - 1, 0.5), (2**63 - 1, 1e-18),
]
PROBABILITIES = [0.0, 1.0, 0.5, 0.33, 0.67, 0.1, 0.9, 1e-9, 2**-53, 1 - 2**-53, 0.2, 0.37]


def numpy_lines():
    integers = [0, 1, 2021, 2**31, 2**32 - 1]
    lists = [[0], [1, 2, 3], [2021], [2**32 - 1] * 5, [R.getrandbits(32) for _ in range(30)]]
    large = [2**32, 2**64 - 1, 2**128, R.getrandbits(200), R.getrandbits(400)]
    mixed_lists = [[], [2**32, 1], [R.getrandbits(200), 0, 7], [0, 0, 0, 0, 5]]
    for engine in ["RandomState", "Generator"]:
        modern = engine == "Generator"
        seeds = integers + lists + (large + mixed_lists if modern else [])
        for seed in seeds:
            yield engine, seed, [("bits", 3, []), ("rand64", 5, []), ("normal64", 5, [0.0, 1.0])]
        for seed, name in enumerate(["bits", "rand64"] + (["rand"] if modern else [])):
            yield engine, seed, [(name, 1500, []), (name, 1, [])]
        for low, high in [(-1.0, 1.0), (0.0, 0.0), (2.5, 1e10), (-1e308, 7e307), (0.1, 0.3)]:
            yield engine, 7, [("uniform64", 700, [low, high]), ("rand64", 2, [])]
        for mean, deviation in [(0.0, 1.0), (-3.0, 0.02), (0.1, 7.0), (5.0, 0.0)]:
            yield engine, 8, [("normal64", 1501, [mean, deviation]), ("bits", 3, [])]
        if modern:
            yield engine, 9, [("normal", 1501, []), ("bits", 3, []), ("normal", 20, [])]
        for trials, p in BINOMIALS:
            yield engine, 10, [("binomial", 600, [trials, p]), ("bits", 3, [])]
        for p in PROBABILITIES:
            yield engine, 11, [("bernoulli", 600, [p]), ("bits", 3, [])]
        for seed in range(60):
            yield engine, R.getrandbits(32), [any_call(modern) for _ in range(R.randrange(3, 9))]


def any_call(modern):
    count = R.choice([0, 1, 2, 3, 5, 8, 13, 700])
    names = ["rand64", "uniform64", "normal64", "normal64", "binomial", "bernoulli", "bits", "skip"]
    name = R.choice(names + (["rand", "normal"] if modern else []))
    arguments = {
        "uniform64": [-1.5, 2.5],
        "normal64": R.choice([[0.0, 1.0], [1.0, 2.0]]),
        "binomial": list(R.choice(BINOMIALS)),
        "bernoulli": [R.choice(PROBABILITIES)],
    }
    return name, count, arguments.get(name, [])


# JAX and Flax


def jax_values(jax, key, name, count, arguments):
    import jax.numpy as jnp

    types = {"": jnp.float32, "16": jnp.float16, "b16": jnp.bfloat16}
    if name == "bits":
        return jax.random.bits(key, (count,), dtype="uint32")
    if name == "bernoulli":
        return jax.random.bernoulli(key, arguments[0], (count,)).astype(jnp.uint32)
    if name == "normal":
        return jax.random.normal(key, (count,))
    if name.startswith("rand"):
        return jax.random.uniform(key, (count,), dtype=types[name[4:]]).astype(jnp.float32)
    low, high = arguments
    values = jax.random.uniform(key, (count,), dtype=types[name[7:]], minval=low, maxval=high)
    return values.astype(jnp.float32)


def linen_key(key, path, call):
    """The key that a linen module of this path gets from its `call`-th `make_rng('dropout')`."""
    import flax.linen as nn

    class Module(nn.Module):
        below: tuple

        @nn.compact
        def __call__(self):
            if self.below:
                return Module(self.below[1:], name=self.below[0])()
            return [self.make_rng("dropout") for _ in range(call)][-1]

    return Module(tuple(path)).apply({}, rngs={"dropout": key})


def nnx_key(key, module, call):
    """The key of a call of the module built as number `module` from one `nnx.Rngs`."""
    from flax import nnx

    rngs = nnx.Rngs(key)
    dropouts = [nnx.Dropout(0.5, rngs=rngs) for _ in range(module + 1)]
    return [dropouts[-1].rngs() for _ in range(call + 1)][-1]


def nnx_key_at_call(key, call):
    from flax import nnx

    rngs = nnx.Rngs(dropout=key)
    return [rngs.dropout() for _ in range(call + 1)][-1]


def jax_lines():
    import jax

    steps = {
        "split": lambda key, step: jax.random.split(key, step["of"])[step["index"]],
        "fold_in": lambda key, step: jax.random.fold_in(key, step["index"]),
        "linen": lambda key, step: linen_key(key, step["path"], step["index"]),
        "nnx": lambda key, step: nnx_key(key, step["module"], step["index"]),
        "nnx_at_call": lambda key, step: nnx_key_at_call(key, step["index"]),
    }

    def line(seed, path, calls):
        key = jax.random.key(seed)
        for step in path:
            key = steps[step["step"]](key, step)
        done = []
        for name, count, arguments in calls:
            values = patterns(jax_values(jax, key, name, count, arguments))
            done.append(record(name, count, [bits_of_double(a) for a in arguments], values))
        words = [int(w) for w in jax.random.key_data(key)]
        return {"engine": "JAX", "seed": str(seed), "path": path, "key": words, "calls": done}

    bits = [("bits", 3, [])]
    for seed in [0, 1, -1, 2021, 2**31, 2**32 - 1, 2**32, 2**32 + 5, 2**63 - 1, -(2**63), -17]:
        yield line(seed, [], bits)
    for count in [1, 7, 16, 1000, 5003]:
        for name in ["bits", "rand", "rand16", "randb16", "normal"]:
            yield line(count, [], [(name, count, [])])
        for p in [0.0, 1.0, 0.5, 0.33, 0.67, 1e-8]:
            yield line(3, [], [("bernoulli", count, [p])])
        for low, high in [(-1.0, 1.0), (0.0, 0.0), (-0.0, 0.0), (2.5, 1e4), (0.1, 0.3), (1.0, 0.0)]:
            for name in ["uniform", "uniform16", "uniformb16"]:
                yield line(4, [], [(name, count, [low, high])])
    # The bound passes through float32: 1 + 2^-8 + 2^-30 is 1 in bfloat16, not its neighbour.
    yield line(5, [], [("uniformb16", 5, [1 + 2**-8 + 2**-30, 2.0])])
    yield line(5, [], [("uniform16", 5, [1 + 2**-11 + 2**-30, 2.0])])
    for of, index in [(1, 0), (2, 0), (2, 1), (5, 3), (1000, 999)]:
        yield line(6, [{"step": "split", "of": of, "index": index}], bits)
    for data in [0, 1, 255, 2**31, 2**32 - 1]:
        yield line(6, [{"step": "fold_in", "index": data}], bits)
    names = [[], ["Dropout_0"], ["Block_0", "Dropout_1"], ["ab", "c"], ["a", "bc"], ["été"]]
    names += [["x" * n] for n in [53, 54, 55, 56, 62, 63, 64, 200]]
    for path in names:
        for call in [1, 2, 255, 256, 65536] if len(path) == 2 and path[0] == "ab" else [1, 2]:
            yield line(7, [{"step": "linen", "path": path, "index": call}], bits)
    for module in [0, 1, 2]:
        for call in [0, 1, 5]:
            yield line(8, [{"step": "nnx", "module": module, "index": call}], bits)
    for call in [0, 3]:
        yield line(8, [{"step": "nnx_at_call", "index": call}], bits)
    yield line(
        9,
        [
            {"step": "split", "of": 3, "index": 2},
            {"step": "fold_in", "index": 9},
            {"step": "linen", "path": ["Dropout_0"], "index": 1},
        ],
        bits,
    )


if __name__ == "__main__":
    machine = {"libc": " ".join(platform.libc_ver()), "machine": platform.machine()}
    if sys.argv[1] == "numpy":
        header = {"numpy": np.__version__} | machine
        lines = (numpy_line(*line) for line in numpy_lines())
        write(f"numpy-{np.__version__}.jsonl", header, lines)
    else:
        import flax
        import jax

        header = {"jax": jax.__version__, "flax": flax.__version__} | machine
        write(f"jax-{jax.__version__}.jsonl", header, jax_lines())
