"""Pairs of tensors made by the frameworks themselves, for `regx identify` to explain.

    make_pairs.py torch|jax|numpy FOLDER COUNT SEED

writes x and y of COUNT random cases as .npy (or as printed text), and cases.jsonl with what made
them. Run it with the Python of the framework.
"""

import json
import random
import sys
from pathlib import Path

import numpy as np


def text(values):
    """What print(torch.tensor(values)) shows, with four digits and no summary."""
    import torch

    torch.set_printoptions(threshold=10**9, sci_mode=False)
    return str(torch.from_numpy(values)) + "\n"


class Cases:
    def __init__(self, folder, seed):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.random = random.Random(seed)
        self.lines = []

    def add(self, name, x, y, printed=False, **facts):
        number = len(self.lines)
        paths = []
        for label, values in (("x", x), ("y", y)):
            if values is None or isinstance(values, str):
                paths.append(values or "-")
                continue
            path = self.folder / f"{name}-{number}-{label}.{'txt' if printed else 'npy'}"
            if printed:
                path.write_text(text(values))
            else:
                np.save(path, values)
            paths.append(str(path))
        self.lines.append(dict(id=f"{name}-{number}", x=paths[0], y=paths[1], **facts))

    def write(self):
        with open(self.folder / "cases.jsonl", "w") as file:
            for line in self.lines:
                file.write(json.dumps(line) + "\n")


SHAPES = {
    "element": [(6, 6), (8, 16), (4, 3, 8, 8), (100,), (3, 50), (2, 4, 8, 8), (20, 20), (1000,)],
    "sample": [(64, 3, 2), (100, 4), (48, 2, 2, 2), (256, 3), (64, 2, 5)],
    "channel": [(8, 16, 3, 3), (6, 10, 4, 4), (4, 32, 2, 2), (2, 50, 3, 3)],
}
PROBABILITIES = [0.5, 0.1, 0.2, 0.3, 0.25, 0.33, 0.4, 0.15, 0.05, 0.6, 0.75, 0.9]


def torch_pairs(cases, count):
    import torch
    import torch.nn.functional as F

    def drop_path(x, p):
        """timm 1.0, timm/layers/drop.py; row mode of torchvision's stochastic_depth is the same."""
        keep = 1 - p
        mask = x.new_empty((x.shape[0],) + (1,) * (x.ndim - 1)).bernoulli_(keep)
        return x * mask.div_(keep)

    def old_drop_path(x, p):
        keep = 1 - p
        shape = (x.shape[0],) + (1,) * (x.ndim - 1)
        mask = torch.floor(keep + torch.rand(shape, dtype=x.dtype))
        return x.div(keep) * mask

    def prescaled(x, p):
        keep = 1 - p
        mask = x.new_empty((x.shape[0],) + (1,) * (x.ndim - 1)).bernoulli_(keep)
        return x / keep * mask

    def rand_gt(x, p):
        keep = 1 - p
        mask = (torch.rand((x.shape[0],) + (1,) * (x.ndim - 1)) > keep).to(x.dtype)
        return x / keep * mask

    modes = {
        "dropout": ("element", lambda x, p: F.dropout(x, p)),
        "vanilla-dropout": ("element", lambda x, p: x * torch.empty_like(x).bernoulli_(1 - p)),
        "alpha-dropout": ("element", lambda x, p: F.alpha_dropout(x, p, training=True)),
        "drop-path": ("sample", old_drop_path),
        "drop-path:bernoulli": ("sample", drop_path),
        "drop-path:prescaled": ("sample", prescaled),
        "drop-path:rand-gt": ("sample", rand_gt),
        "dropout2d": ("channel", lambda x, p: F.dropout2d(x, p)),
    }
    # The wheels of 2.0 to 2.6 ask MKL.
    minor = int(torch.__version__.split(".")[1])
    engine = "torch-mkl" if minor < 7 else "torch"
    for _ in range(count):
        mode = cases.random.choice(list(modes))
        lots, function = modes[mode]
        shape = cases.random.choice(SHAPES[lots])
        p = cases.random.choice(PROBABILITIES)
        seed = cases.random.randrange(1_000_000)
        kind = cases.random.choice(["randn", "ones", "relu", "drawn-rand", "drawn-randn", "mask", "printed"])
        dtype = cases.random.choice([torch.float32, torch.float32, torch.float64])
        facts = dict(mode=mode, p=p, engine=engine, seed=seed, lots=lots, kind=kind)
        if kind in ("drawn-rand", "drawn-randn"):
            draw = torch.rand if kind == "drawn-rand" else torch.randn
            torch.manual_seed(seed)
            x = draw(*shape, dtype=dtype)
            y = function(x, p)
            cases.add("torch", kind[6:], y.numpy(), **facts)
            continue
        generator = torch.Generator().manual_seed(cases.random.randrange(1 << 30))
        x = torch.randn(*shape, dtype=dtype, generator=generator)
        if kind == "ones":
            x = torch.ones(*shape, dtype=dtype)
        if kind == "relu":
            x = F.relu(x)
        torch.manual_seed(seed)
        y = function(x, p)
        known = None if kind == "mask" and mode != "alpha-dropout" else x.numpy()
        printed = kind == "printed" and dtype == torch.float32
        cases.add("torch", known, y.numpy(), printed=printed, **facts)


def plain_pairs(cases, count):
    """No regularizer at all: nothing here may be taken for one with a seed."""
    import torch
    import torch.nn.functional as F

    functions = {
        "relu": F.relu, "clip": lambda x: x.clamp(-1, 1), "gelu": F.gelu, "tanh": torch.tanh,
        "leaky": F.leaky_relu, "scale": lambda x: x * 1.7, "same": lambda x: x,
        "zeros": torch.zeros_like, "shrink": lambda x: F.hardshrink(x, 0.5),
        "top": lambda x: x * (x >= x.median()), "tril": lambda x: torch.tril(x),
        "pad": lambda x: torch.cat([x[: len(x) // 2], torch.zeros_like(x[len(x) // 2 :])]),
        "checker": lambda x: x * ((torch.arange(x.numel()).reshape(x.shape) % 2).to(x.dtype)),
        "noise": lambda x: x + torch.randn_like(x), "softmax": lambda x: x.softmax(-1),
        "columns": lambda x: x * (torch.rand(x.shape[-1]) < 0.5),
        "twice": lambda x: F.dropout(F.dropout(x, 0.2), 0.3),
        "unseeded": lambda x: F.dropout(x, 0.3), "relu-dropout": lambda x: F.dropout(F.relu(x), 0.5),
    }
    for _ in range(count):
        name = cases.random.choice(list(functions))
        shape = cases.random.choice([(8, 16), (20, 20), (6, 6), (32, 8), (64, 3)])
        torch.manual_seed(cases.random.randrange(1 << 20, 1 << 60))
        x = torch.randn(*shape)
        y = functions[name](x)
        cases.add("plain", x.numpy(), y.numpy(), mode=name, p=None, engine=None, seed=None,
                  lots=None, kind="plain")


def numpy_pairs(cases, count):
    for _ in range(count):
        shape = cases.random.choice(SHAPES["element"])
        p = cases.random.choice(PROBABILITIES)
        seed = cases.random.randrange(1_000_000)
        engine = cases.random.choice(["numpy", "numpy-generator"])
        idiom = cases.random.choice(["dropout:binomial", "dropout:rand-lt"])
        x = np.random.default_rng(cases.random.randrange(1 << 60)).standard_normal(shape)
        if engine == "numpy":
            state = np.random.RandomState(seed)
            uniform = state.random_sample
        else:
            state = np.random.default_rng(seed)
            uniform = state.random
        q = 1 - p
        mask = state.binomial(1, q, shape) if idiom.endswith("binomial") else uniform(shape) < q
        cases.add("numpy", x, x * mask / q, mode=idiom, p=p, engine=engine, seed=seed,
                  lots="element", kind="randn")


def jax_pairs(cases, count):
    import jax
    import jax.numpy as jnp
    import flax.linen as linen
    from flax import nnx

    for _ in range(count):
        shape = cases.random.choice(SHAPES["element"])
        p = cases.random.choice(PROBABILITIES)
        seed = cases.random.randrange(1_000_000)
        form = cases.random.choice(["dropout:linen", "dropout:nnx"])
        x = np.random.default_rng(cases.random.randrange(1 << 60)).standard_normal(shape)
        # NumPy's array would be divided by NumPy.
        x = jnp.asarray(x.astype(np.float32))
        if form == "dropout:linen":
            y = linen.Dropout(p, deterministic=False).apply({}, x, rngs={"dropout": jax.random.key(seed)})
        else:
            y = nnx.Dropout(p, deterministic=False, rngs=nnx.Rngs(seed))(x)
        cases.add("jax", np.asarray(x), np.asarray(y), mode=form, p=p, engine="jax", seed=seed,
                  lots="element", kind="randn")


if __name__ == "__main__":
    what, folder, count, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    made = Cases(folder, seed)
    {"torch": torch_pairs, "plain": plain_pairs, "numpy": numpy_pairs, "jax": jax_pairs}[what](
        made, count)
    made.write()
