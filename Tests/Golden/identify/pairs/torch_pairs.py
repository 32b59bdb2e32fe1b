"""PyTorch on the CPU, with timm's and torchvision's functions where they are installed."""

# SPDX-License-Identifier: Apache-2.0

import sys
from pathlib import Path
from types import SimpleNamespace

import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).parents[2]))
torch.set_num_threads(1)
try:
    from reference.torch_modes import MODES

    FUNCTIONS = {name: mode.function for name, mode in MODES.items()}
except ImportError:  # no timm here
    FUNCTIONS = {
        "dropout": lambda x, r: F.dropout(x, r.p),
        "vanilla-dropout": lambda x, r: x * torch.empty_like(x).bernoulli_(1 - r.p),
        "dropout1d": lambda x, r: F.dropout1d(x, r.p),
        "dropout2d": lambda x, r: F.dropout2d(x, r.p),
        "dropout3d": lambda x, r: F.dropout3d(x, r.p),
        "feature-dropout": lambda x, r: torch.feature_dropout(x, r.p, True),
        "alpha-dropout": lambda x, r: F.alpha_dropout(x, r.p, True),
        "feature-alpha-dropout": lambda x, r: F.feature_alpha_dropout(x, r.p, True),
    }

LOTS = {
    "element": [
        "dropout", "dropout", "dropout", "dropout", "vanilla-dropout", "alpha-dropout",
        "dropout:rand-gt", "dropout:rand-lt",
    ],
    "sample": [
        "drop-path", "drop-path", "drop-path:bernoulli", "drop-path:prescaled",
        "drop-path:rand-gt", "drop-path:article-module", "stochastic-depth:row",
    ],
    "channel": [
        "dropout1d", "dropout2d", "dropout2d", "dropout3d", "feature-dropout",
        "feature-alpha-dropout",
    ],
    "batch": ["stochastic-depth:batch"],
}
INNER = {"dropout1d": (5,), "dropout2d": (3, 3), "dropout3d": (2, 2, 2)}
TYPES = [torch.float32] * 4 + [torch.float64, torch.float16, torch.bfloat16]
KINDS = [
    "randn", "randn", "ones", "relu", "arange", "drawn-rand", "drawn-randn", "drawn-given", "mask",
    "printed", "printed-drawn",
]


def engine():
    """The engine that this PyTorch is."""
    minor = int(torch.__version__.split(".")[1])
    return f"torch-2.{minor}"


def stored(cases, label, tensor):
    if tensor.dtype == torch.bfloat16:
        return cases.array(label, tensor.contiguous().view(torch.int16).numpy(), bfloat16=True)
    return cases.array(label, tensor.numpy())


def make(cases, count):
    made = 0
    while made < count:
        made += pair(cases)


def pair(cases):
    """Adds one pair; whether it did."""
    r = cases.random
    lots = r.choice(["element"] * 5 + ["sample"] * 3 + ["channel"] * 2 + ["batch"] * (r.random() < 0.2))
    mode = r.choice(LOTS[lots])
    if mode not in FUNCTIONS:
        return False
    shape = cases.shape(lots) + (INNER.get(mode, (2, 3)) if lots == "channel" else ())
    p, seed, dtype, kind = cases.probability(), cases.seed(), r.choice(TYPES), r.choice(KINDS)
    if dtype in (torch.float16, torch.bfloat16) and kind.startswith(("drawn", "printed")):
        dtype = torch.float32
    if "alpha" in mode and kind in ("mask", "ones", "drawn-rand", "drawn-randn", "printed-drawn"):
        kind = "randn"
    request = SimpleNamespace(p=p, keep=1 - p, training=True, scale_by_keep=True)
    facts = dict(
        mode=mode, p=p, engine=engine(), seed=seed, position=0, lots=lots, kind=kind,
        dtype=str(dtype).removeprefix("torch."), shape=list(shape))
    if kind in ("drawn-rand", "drawn-randn", "drawn-given", "printed-drawn"):
        draw = torch.randn if kind == "drawn-randn" or r.random() < 0.4 and kind == "drawn-given" else torch.rand
        torch.manual_seed(seed)
        x = draw(*shape, dtype=dtype)
        y = FUNCTIONS[mode](x, request)
        if kind == "printed-drawn":
            torch.set_printoptions(threshold=10**9)
            cases.add("rand", cases.text("y", str(y)), **facts)
        else:
            given = stored(cases, "x", x) if kind == "drawn-given" else kind[6:]
            cases.add(given, stored(cases, "y", y), **facts)
        return True
    x = torch.from_numpy(cases.numbers(shape, kind)).to(dtype)
    torch.manual_seed(seed)
    if r.random() < 0.15:
        facts["position"] = r.randrange(1, 400)
        torch.rand(facts["position"])
    y = FUNCTIONS[mode](x, request)
    if kind == "printed":
        torch.set_printoptions(threshold=10**9)
        cases.add(cases.text("x", str(x)), cases.text("y", str(y)), **facts)
    else:
        cases.add(None if kind == "mask" else stored(cases, "x", x), stored(cases, "y", y), **facts)
    return True


def make_compiled(cases, count):
    """torch.compile: a few graphs, each with many seeds."""
    r = cases.random
    graphs = [(p, shape) for p, shape in [(0.1, (8, 32)), (0.5, (64,)), (0.3, (10, 10))]]
    compiled = {
        (p, shape): torch.compile(lambda x, p=p: F.dropout(x, p)) for p, shape in graphs
    }
    for _ in range(count):
        p, shape = r.choice(graphs)
        seed = cases.seed()
        x = torch.from_numpy(cases.numbers(shape, "randn")).float()
        torch.manual_seed(seed)
        y = compiled[p, shape](x)
        cases.add(
            stored(cases, "x", x), stored(cases, "y", y), mode="dropout", p=p,
            engine="torch-compile", seed=seed, position=0, lots="element", kind="randn",
            dtype="float32", shape=list(shape))
