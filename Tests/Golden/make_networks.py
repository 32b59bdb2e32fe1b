"""Makes the golden files of the networks: `python3 make_networks.py` (see README.md).

Draws are compared as bits. What matrix products and convolutions gave depends on the BLAS and the
processor behind them, so those tensors are compared within a tolerance, and a file made on another
machine may differ in their last bits.
"""

# SPDX-License-Identifier: Apache-2.0

import itertools
import json
import os
import random

import numpy as np

from make_golden import HERE, INPUTS, header
from reference import network_bottleneck, network_mlp
from reference.bits import array_words

# Of a tensor with more elements than this every STRIDEth is stored; of a drawn one, a checksum.
LONGEST_STORED = 320
STRIDE = 97


def checksum(words):
    """FNV-1a over the words as numbers, 64 bits."""
    value = 0xCBF29CE484222325
    for word in words:
        value = ((value ^ int(word, 16)) * 0x100000001B3) % 2**64
    return f"{value:016x}"


def is_drawn(name):
    """Whether a tensor comes from draws alone, by its name."""
    last = name.split(".")[-1]
    return last in ("x", "weight", "bias") or last.rstrip("0123456789") in ("w", "b", "mask")


def stored(name, array):
    """One tensor of a case."""
    entry = {"name": name, "dtype": str(array.dtype), "shape": list(array.shape)}
    words = array_words(array)
    if is_drawn(name):
        entry["exact"] = True
    if len(words) <= LONGEST_STORED:
        return entry | {"bits": " ".join(words)}
    if is_drawn(name):
        return entry | {"checksum": checksum(words)}
    return entry | {"stride": STRIDE, "bits": " ".join(words[::STRIDE])}


def write(name, cases):
    import torch

    first_line = header(
        {
            "framework": "torch",
            "version": torch.__version__,
            "cpuCapability": torch.backends.cpu.get_cpu_capability(),
        }
    )
    first_line["script"] = "Tests/Golden/make_networks.py"
    with open(os.path.join(HERE, name), "w") as file:
        print(json.dumps(first_line), file=file)
        for words, tensors in cases:
            entries = [stored(name, np.ascontiguousarray(a)) for name, a in tensors.items()]
            print(json.dumps({"args": words, "tensors": entries}), file=file)


def flags(**values):
    return [word for name, v in values.items() for word in (f"--{name}", str(v))]


def mlp_cases():
    generator = random.Random("network mlp")
    for case in range(72):
        engine = ("numpy", "numpy-generator", "torch")[case % 3]
        rule = ("inverted", "vanilla", "none")[case // 3 % 3]
        seed, columns = generator.randrange(2**32), generator.choice([1, 2, 2, 3, 4, 8])
        depth = 2 if engine != "torch" else generator.choice([1, 2, 2, 3, 5])
        sizes = [generator.randint(1, 12) for _ in range(depth + 1)]
        p = generator.choice([0.5, 0.33, 0.2, 0.1, 0.9, 0.0, round(generator.random(), 4)])
        if case < 3:
            seed, columns, sizes, p = 2021, 2, [4, 5, 3], 0.5
        if case >= 63:
            columns, sizes = generator.randint(2, 40), [generator.randint(30, 200), 64, 10]
        words = ["network", "mlp", "--layers", ",".join(map(str, sizes))]
        words += flags(columns=columns, rule=rule, p=p, seed=seed, engine=engine)
        if engine == "torch":
            yield words, network_mlp.torch_tensors(seed, sizes, columns, p, rule)
        else:
            yield words, network_mlp.numpy_tensors(engine, seed, sizes, columns, p, rule)


def file_cases():
    """Parameters from files, small integers."""
    generator = np.random.RandomState(4)
    shapes = {"w1": (5, 4), "b1": (5, 1), "w2": (3, 5), "b2": (3, 1)}
    parameters = {n: generator.randint(-2, 4, s).astype(np.float64) for n, s in shapes.items()}
    words = ["network", "mlp"]
    for name, array in parameters.items():
        np.save(os.path.join(INPUTS, f"network-{name}.npy"), array)
        words += [f"--{name}", f"@network-{name}.npy"]
    for rule in ("inverted", "vanilla"):
        more = flags(rule=rule, seed=7, engine="numpy", columns=3)
        tensors = network_mlp.numpy_tensors("numpy", 7, None, 3, 0.5, rule, [*parameters.values()])
        yield words + more, tensors


def narrow_cases():
    """Parameters and input from float32 files, small integers; one of them alone in float64."""
    generator = np.random.RandomState(5)
    shapes = {"w1": (5, 4), "b1": (5, 1), "w2": (3, 5), "b2": (3, 1), "x": (4, 3)}
    arrays = {n: generator.randint(-2, 4, s).astype(np.float32) for n, s in shapes.items()}
    for name, array in arrays.items():
        np.save(os.path.join(INPUTS, f"network-{name}-float32.npy"), array)
    for rule, wide in itertools.product(("inverted", "vanilla", "none"), (None, "w2", "b1")):
        words, given = ["network", "mlp"], {}
        for name, array in arrays.items():
            suffix = "" if name == wide else "-float32"
            flag = "input" if name == "x" else name
            words += [f"--{flag}", f"@network-{name}{suffix}.npy"]
            given[name] = np.load(os.path.join(INPUTS, f"network-{name}{suffix}.npy"))
        x = given.pop("x")
        more = flags(rule=rule, p=0.3, seed=7, engine="numpy")
        tensors = network_mlp.numpy_tensors("numpy", 7, None, 3, 0.3, rule, [*given.values()], x)
        yield words + more, tensors


def bottleneck_cases():
    generator = random.Random("network bottleneck")
    for case in range(28):
        form = ("bernoulli", "article-module")[case % 2]
        rule = generator.choice(["uniform", "linear"])
        training, warmup = generator.random() < 0.7, generator.choice([0, 0, 1, 3])
        reduction = generator.choice([1, 2, 4])
        side = generator.randint(1, 7)
        shape = [generator.randint(2, 6), 4 * generator.randint(1, 5), side, side + case % 3]
        seed, blocks = generator.randrange(2**32), generator.randint(1, 5)
        p = generator.choice([0.5, 0.33, 0.2, 0.75, round(generator.random(), 4)])
        if case < 4:
            seed, p, training, warmup = 2021, (0.5, 0.5, 1.0, 0.0)[case], True, 0
        if case == 4:
            shape, blocks, reduction, training, warmup = [1, 64, 28, 28], 1, 4, True, 0
        words = ["network", "bottleneck", "--shape", ",".join(map(str, shape))]
        words += flags(p=p, blocks=blocks, reduction=reduction, rates=rule, seed=seed)
        words += flags(warmup=warmup) + ["--drop-path", form] + ([] if training else ["--eval"])
        yield words, network_bottleneck.tensors(
            seed, shape, p, blocks=blocks, reduction=reduction, rule=rule, form=form,
            training=training, warmup=warmup,
        )


if __name__ == "__main__":
    write("network-mlp.jsonl", [*mlp_cases(), *file_cases(), *narrow_cases()])
    write("network-bottleneck.jsonl", bottleneck_cases())
