"""A regx command line, read: the flags of the contract and their defaults."""

# SPDX-License-Identifier: Apache-2.0

import math
from dataclasses import dataclass, field


class NotKnown(Exception):
    """A command line that this reference has no original for."""


@dataclass
class Request:
    """One command with every flag that matters for its result."""

    command: str
    operands: list = field(default_factory=list)
    shape: tuple = (3, 2, 2, 2)
    p: float = 0.5
    keep: float = None
    seed: int = 0
    mode: list = field(default_factory=list)
    engine: str = "torch"
    input: str = "rand"
    tensor: str = None
    dtype: str = None
    skip: int = 0
    training: bool = True
    scale_by_keep: bool = True
    show: list = field(default_factory=lambda: ["output"])
    format: str = None
    low: float = 0.0
    high: float = 1.0
    mean: float = 0.0
    std: float = 1.0
    n: int = 1
    block_size: int = 7
    gamma_scale: float = 1.0
    couple_channels: bool = True
    with_noise: bool = False
    memory_format: str = "contiguous"
    transpose: bool = False
    call: int = 0
    op_seed: int = None
    fold_in: int = None
    vector_math: str = "avx2"
    jit: bool = False
    repr: bool = False
    print_options: dict = field(default_factory=dict)


def parse_shape(text):
    """`3,2,2,2`, `3x2x2x2`, or `scalar` for rank 0."""
    if text == "scalar":
        return ()
    return tuple(int(extent) for extent in text.replace("x", ",").split(","))


def _integer(text):
    return int(text, 0)


def _seed(text):
    """A number, or the list of them that NumPy takes."""
    if "," in text:
        return [int(part, 0) for part in text.split(",")]
    return int(text, 0)


def _names(text):
    return text.split(",")


_SCI_MODE = {"auto": None, "on": True, "off": False}

# Flag: the field it sets and how its word is read.
_VALUES = {
    "--shape": ("shape", parse_shape),
    "--p": ("p", float),
    "--keep-prob": ("keep", float),
    "--seed": ("seed", _seed),
    "--mode": ("mode", _names),
    "--engine": ("engine", str),
    "--input": ("input", str),
    "--tensor": ("tensor", str),
    "--dtype": ("dtype", str),
    "--skip": ("skip", _integer),
    "--show": ("show", _names),
    "--format": ("format", str),
    "--low": ("low", float),
    "--high": ("high", float),
    "--mean": ("mean", float),
    "--std": ("std", float),
    "--n": ("n", int),
    "--block-size": ("block_size", int),
    "--gamma-scale": ("gamma_scale", float),
    "--memory-format": ("memory_format", str),
    "--call": ("call", int),
    "--op-seed": ("op_seed", _integer),
    "--fold-in": ("fold_in", _integer),
    "--vector-math": ("vector_math", str),
}

_SWITCHES = {
    "--eval": ("training", False),
    "--no-scale-by-keep": ("scale_by_keep", False),
    "--no-couple-channels": ("couple_channels", False),
    "--with-noise": ("with_noise", True),
    "--transpose": ("transpose", True),
    "--jit": ("jit", True),
    "--repr": ("repr", True),
}

# Flag: the argument of `torch.set_printoptions`.
_PRINT_OPTIONS = {
    "--precision": ("precision", int),
    "--threshold": ("threshold", lambda text: math.inf if text == "inf" else int(text)),
    "--edgeitems": ("edgeitems", int),
    "--linewidth": ("linewidth", int),
    "--sci-mode": ("sci_mode", _SCI_MODE.__getitem__),
    "--print-profile": ("profile", str),
}

_DEFAULT_MODES = {"compare": ["drop-path", "dropout"], "apply": ["dropout"]}


def _split(word):
    """The flag and its value, where they stand in one word."""
    return word.split("=", 1) if word.startswith("--") and "=" in word else [word]


def parse(words):
    """The request that these words make, without the program's name."""
    request = Request(words[0])
    request.mode = _DEFAULT_MODES.get(request.command, [])
    rest = iter([part for word in words[1:] for part in _split(word)])
    for word in rest:
        if word in _VALUES:
            name, read = _VALUES[word]
            setattr(request, name, read(next(rest)))
        elif word in _SWITCHES:
            setattr(request, *_SWITCHES[word])
        elif word in _PRINT_OPTIONS:
            name, read = _PRINT_OPTIONS[word]
            request.print_options[name] = read(next(rest))
        elif word.startswith("--"):
            raise NotKnown(f"flag {word}")
        else:
            request.operands.append(word)
    # Frameworks take p and form 1 - p themselves; some functions take the keep probability.
    if request.keep is None:
        request.keep = 1 - request.p
    else:
        request.p = 1 - request.keep
    if request.format is None:  # `print` is asked for its text, all others for their bits
        request.format = "torch" if request.command == "print" else "hex"
    return request
