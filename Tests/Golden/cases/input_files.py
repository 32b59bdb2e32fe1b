"""The input files, made here: special values, every type that prints, every rank that wraps."""

# SPDX-License-Identifier: Apache-2.0

import os

import numpy as np

INFINITY, NAN = float("inf"), float("nan")

_LIMITS = {
    "float16": (65504.0, 2.0**-14, 2.0**-24),
    "bfloat16": (3.3895313892515355e38, 2.0**-126, 2.0**-133),
    "float32": (3.4028234663852886e38, 2.0**-126, 2.0**-149),
    "float64": (1.7976931348623157e308, 2.0**-1022, 5e-324),
}


def _special(name):
    """Every kind of value of a type: signed zeros, subnormals, limits, infinities, NaN."""
    largest, smallest, subnormal = _LIMITS[name]
    kinds = [0.0, -0.0, 1.0, -1.0, largest, -largest, smallest, -smallest, subnormal, -subnormal]
    kinds += [3 * subnormal, smallest * 0.75, INFINITY, -INFINITY, NAN, 1 / 3, -2.5, largest / 2]
    return np.array(kinds * 2, dtype=np.float64).reshape(6, 2, 3)


def _ramp(shape, scale, offset=0.0):
    count = int(np.prod(shape))
    return (np.arange(count) * scale + offset).reshape(shape)


# Name: its type and values. Those that begin with `special` and `ramp` are also inputs of modes.
FILES = {f"special-{name}": (name, _special(name)) for name in _LIMITS}
FILES |= {f"ramp-{name}": (name, _ramp((5, 3, 4), 0.37, -7.1)) for name in _LIMITS}


def _add(name, dtype, values, shape=None):
    values = np.asarray(values, dtype=np.float64 if dtype[0] in "fb" else np.int64)
    FILES[name] = (dtype, values.reshape(shape) if shape is not None else values)


def _add_floats():
    """One-dimensional float32 vectors, each for one decision of the formatter."""
    vectors = {
        "scalar": (3.5, ()), "scalar-integral": (7, ()), "scalar-zero": (-0.0, ()),
        "scalar-nan": (NAN, ()), "scalar-large": (1e10, ()), "scalar-tiny": (1e-7, ()),
        "empty": ([], None), "empty-0-3": ([], (0, 3)), "empty-2-0-4": ([], (2, 0, 4)),
        "zeros": ([0.0, -0.0, 0.0], None), "zero-and-half": ([-0.0, 2.5], None),
        "integral-inf": ([1.0, INFINITY], None), "integral-nan": ([1.0, -INFINITY, NAN], None),
        "half-inf": ([1.5, INFINITY, NAN], None), "only-nonfinite": ([NAN, INFINITY], None),
        "ratio": ([1e-5, 1.0, 0.0], None), "ratio-1000": ([1000.0, 1.0], None),
        "ratio-1001": ([1001.0, 1.0], None), "ratio-1000-5": ([1000.5, 1.0], None),
        "hundred-million": ([1e8, 1e6], None), "over-hundred-million": ([1.1e8], None),
        "ten-thousandth": ([0.0001], None), "below-ten-thousandth": ([0.00009], None),
        "billionth": ([1e-9], None), "exact-24-bits": ([16777216.0, 1e6], None),
        "ties": ([1.5, 2.5, 3.5, 0.125, 0.375, -0.5], None), "wide": ([1e-6, 1e6], None),
        "negative-wide": ([-1234.5678, 0.25, -0.0, 99.0, -INFINITY], None),
        "signs": ([-1.0, 2.0, -33.0, -0.0], None),
        "rounds-up": ([9.99996, 0.99995, 99.99999], None),
        "row": ([1.0, 2.0], (1, 2)), "ones-4d": ([1.0] * 4, (2, 1, 2, 1)),
        "long-row": (np.arange(23) * 0.37, None), "column": (np.arange(9) * 1.25, (9, 1)),
        "limits": ([3.4028234663852886e38, 1e-45], None),
        "only-huge": ([3.4028234663852886e38], None),
    }  # fmt: skip
    for name, (values, shape) in vectors.items():
        _add(name, "float32", values, shape)


def _add_ranks():
    """Tensors that are summarized at the default threshold or at a lowered one, at every rank."""
    _add("arange-1000", "float32", np.arange(1000))
    _add("arange-1001", "float32", np.arange(1001))
    _add("arange-1001-int", "int64", np.arange(1001))
    _add("matrix", "float32", _ramp((12, 9), 0.731, -20))
    _add("tall", "float32", _ramp((60, 20), 1.0))
    _add("cube", "float32", _ramp((3, 7, 8), 0.0313))
    _add("rank-4", "float32", _ramp((2, 3, 2, 5), 12.5))
    _add("rank-5", "float32", _ramp((2, 1, 3, 2, 2), 0.5))
    _add("rank-6", "float64", _ramp((2, 1, 2, 1, 2, 3), 3.0))
    outlier = _ramp((40, 30), 0.001)
    outlier[20, 15] = 1e12  # hidden by the summary, so it must not decide the format
    _add("hidden-outlier", "float32", outlier)


def _add_types():
    """Other types, whose name may stand behind the elements."""
    for dtype in ("int8", "int16", "int32", "int64", "uint8"):
        _add(f"{dtype}", dtype, [[1, 22], [113, 4]] if dtype == "uint8" else [[1, -22], [113, 4]])
    _add("int64-limits", "int64", [-(2**63), 2**63 - 1, 0])
    _add("int32-empty", "int32", [], (0, 2))
    _add("int64-empty", "int64", [])
    _add("bool", "bool", [[1, 0, 1], [0, 0, 1]])
    _add("bool-true", "bool", [1, 1])
    _add("bool-long", "bool", [int(i % 3 == 0) for i in range(40)])
    for dtype in ("float64", "float16", "bfloat16"):
        _add(f"{dtype}-integral", dtype, [1.0, 2.0, -0.0])
        _add(f"{dtype}-nine", dtype, [1.25] * 9)
        _add(f"{dtype}-ten", dtype, [1.25] * 10)
        _add(f"{dtype}-scalar", dtype, 0.1, ())
        _add(f"{dtype}-empty", dtype, [], (0,))
        _add(f"{dtype}-third", dtype, [[1 / 3, 2 / 3], [10.0, 100.0]])


_add_floats()
_add_ranks()
_add_types()


def words(name):
    """The words that name a file as an input: itself, and its tensor where a file holds several."""
    if FILES[name][0] == "bfloat16":
        return [f"@{name}.safetensors", "--tensor", "x"]
    return [f"@{name}.npy"]


def shape(name):
    """The extents of a file's tensor."""
    return FILES[name][1].shape


FLOAT_INPUTS = [(name, words(name)) for name in FILES if name.startswith(("special", "ramp"))]


def write(folder):
    """Writes every file; bfloat16, which NumPy has not, through safetensors."""
    import safetensors.torch
    import torch

    os.makedirs(folder, exist_ok=True)
    for name, (dtype, values) in FILES.items():
        if dtype == "bfloat16":
            tensor = torch.tensor(values).to(torch.bfloat16)
            path = os.path.join(folder, f"{name}.safetensors")
            safetensors.torch.save_file({"x": tensor}, path)
        else:
            np.save(os.path.join(folder, f"{name}.npy"), values.astype(dtype))
