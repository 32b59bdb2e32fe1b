"""The tensor in a file as bits, read without any framework."""

# SPDX-License-Identifier: Apache-2.0

import json

import numpy as np

_NAMES = {"F16": "float16", "BF16": "bfloat16", "F32": "float32", "F64": "float64"}
_ITEMSIZE = {"float16": 2, "bfloat16": 2, "float32": 4, "float64": 8}


def write_bfloat16(path, patterns):
    """A `.safetensors` file with one tensor `x` of these 16-bit patterns."""
    entry = {"dtype": "BF16", "shape": list(patterns.shape)}
    entry["data_offsets"] = [0, 2 * patterns.size]
    header = json.dumps({"x": entry}).encode()
    header += b" " * (-len(header) % 8)
    with open(path, "wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        file.write(patterns.astype("<u2").tobytes())


def read(path):
    """(the type's name, the patterns as an array of unsigned integers) of a file of floats."""
    if path.endswith(".npy"):
        array = np.load(path)
        name, size = str(array.dtype), array.dtype.itemsize
        if name not in _ITEMSIZE:
            raise TypeError(f"{path}: {name}")
        order = "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
        raw = np.frombuffer(array.tobytes(order), f"<u{size}")
        return name, raw.reshape(array.shape, order=order)
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header, data = json.loads(file.read(length)), file.read()
    [entry] = header.values()
    name = _NAMES[entry["dtype"]]
    raw = np.frombuffer(data, f"<u{_ITEMSIZE[name]}")
    return name, raw.reshape(entry["shape"])
