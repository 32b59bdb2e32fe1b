"""Writes the files that the readers and writers are compared with.

Made with Python 3, NumPy 2.4.6, safetensors 0.8.0 and PyTorch 2.13.0; run it in this folder.
The same versions write the same bytes.
"""

# SPDX-License-Identifier: Apache-2.0

import collections
import functools
import json
import random
import struct
from fractions import Fraction

import numpy as np
import safetensors.torch
import torch

WIDTHS = {"f2": "float16", "f4": "float32", "f8": "float64", "i1": "int8", "i2": "int16",
          "i4": "int32", "i8": "int64", "u1": "uint8", "u2": "uint16", "u4": "uint32",
          "u8": "uint64", "b1": "bool"}


def write(name, data):
    with open(name, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def elements(code, count):
    """Elements with all kinds of bits: random ones, extremes, and what floats have beside numbers."""
    generator = random.Random(code)
    width = int(code[1])
    if code == "b1":
        return np.array([generator.random() < 0.5 for _ in range(count)])
    words = [generator.getrandbits(8 * width) for _ in range(count)]
    words[:4] = [0, 1, 2 ** (8 * width) - 1, 2 ** (8 * width - 1)]
    array = np.array(words, dtype=f"<u{width}").view("<" + code).copy()
    if code[0] == "f":
        array[4:6] = [np.inf, -np.inf]
    return array


def npy():
    for code, name in WIDTHS.items():
        array = elements(code, 24).reshape(2, 3, 4)
        write(f"{name}.raw", array.tobytes())
        for order in "<>" if code[1] != "1" else "|":
            for layout in "CF":
                values = np.array(array.astype(array.dtype.newbyteorder(order)), order=layout)
                label = {"<": "little", ">": "big", "|": "byte"}[order]
                np.save(f"{name}-{label}-{layout}.npy", values)
    for label, shape in {"scalar": (), "one": (1,), "vector": (5,), "empty": (0,),
                         "empty-inside": (3, 0, 2), "deep": (1,) * 40 + (3,), "wide": (1, 7)}.items():
        array = np.arange(int(np.prod(shape)), dtype=np.float32).reshape(shape)
        np.save(f"shape-{label}.npy", array)
    for version in [(1, 0), (2, 0), (3, 0)]:
        with open(f"version-{version[0]}.npy", "wb") as file:
            np.lib.format.write_array(file, np.arange(6.0).reshape(2, 3), version=version)
    for label, array in {"complex": np.ones(2, "<c8"), "object": np.array([1, None], object),
                         "structured": np.zeros(2, [("a", "<f4"), ("b", "<i8")]),
                         "string": np.array(["ab", "c"]), "bytes": np.array([b"ab"]),
                         "date": np.zeros(2, "<M8[s]"), "void": np.zeros(2, "V2"),
                         "longdouble": np.zeros(1, np.longdouble)}.items():
        np.save(f"refused-{label}.npy", array)
    # Two million elements would be read through several tiles; these are read through one.
    np.save("fortran-large.npy", np.asfortranarray(
        np.arange(9000, dtype=np.uint16).reshape(30, 20, 15)))


def tensors():
    table = {}
    for code, name in WIDTHS.items():
        table[name] = torch.from_numpy(elements(code, 6).reshape(2, 3))
    table["bfloat16"] = torch.tensor([[0, 1, 0x7F80], [0xFF80, 0x8000, 0x3DCD]],
                                     dtype=torch.uint16).view(torch.bfloat16)
    safetensors.torch.save_file(table, "all.safetensors")
    write("bfloat16.raw", table["bfloat16"].view(torch.uint16).numpy().tobytes())
    names = {'é"\\\n\x01/': torch.ones(1), "": torch.zeros(2, 0), "scalar": torch.tensor(3.0)}
    safetensors.torch.save_file(names, "names.safetensors")
    safetensors.torch.save_file({"output": table["float32"]}, "single.safetensors")
    safetensors.torch.save_file({"w": torch.ones(3)}, "metadata.safetensors", {"format": "pt"})
    safetensors.torch.save_file(
        {"small": torch.ones(4).to(torch.float8_e4m3fn), "w": torch.ones(2)}, "float8.safetensors")
    safetensors.torch.save_file({}, "none.safetensors")


def archives():
    """Archives of several tensors, each beside a .safetensors of the same names and elements."""
    generator = torch.Generator().manual_seed(2021)
    base = torch.rand(4, 6, 5, 3, generator=generator)
    row = torch.arange(12.0)
    tensors = {
        "dense": base, "last": base.to(memory_format=torch.channels_last), "turned": base.permute(3, 0, 2, 1),
        "slice": base[1:3, ::2, 1:4, 2], "expanded": row[:4].expand(3, 4), "column": base[:, 0, 0, :1],
        "offset": row[3:7], "shared": row[5:11].view(2, 3), "scalar": torch.tensor(3), "empty": torch.ones(0, 3),
        "far": torch.arange(400, dtype=torch.int16).view(8, 50).t()[::3],
    }
    for name in WIDTHS.values():
        tensors[name] = torch.from_numpy(elements({v: k for k, v in WIDTHS.items()}[name], 6).reshape(2, 3))
    tensors["bfloat16"] = base[0, 0].to(torch.bfloat16)
    nested = {"epoch": 3, "rate": 0.1, "note": None, "big": 10**30, "model": collections.OrderedDict(tensors),
              "list": [torch.ones(2), (torch.zeros(1), "text", True)],
              "optimizer": {"state": {0: {"step": torch.tensor(7.0)}}},
              "parameter": torch.nn.Parameter(torch.ones(2, 2))}
    torch.save(nested, "nested.pt")
    flat = {f"model.{name}": tensor for name, tensor in tensors.items()}
    flat |= {"list.0": torch.ones(2), "list.1.0": torch.zeros(1), "parameter": torch.ones(2, 2),
             "optimizer.state.0.step": torch.tensor(7.0)}
    safetensors.torch.save_file({k: v.contiguous().clone() for k, v in flat.items()}, "nested.safetensors")
    torch.manual_seed(0)
    torch.save(torch.nn.Sequential(torch.nn.Linear(2, 1), torch.nn.BatchNorm1d(1)).state_dict(), "state.pt")
    torch.save(torch.arange(6.0).view(2, 3), "tensor.pt")
    torch.save({"w": torch.arange(3.0)}, "protocol4.pt", pickle_protocol=4)
    for name, value in {"sparse": torch.ones(2, 2).to_sparse(), "set": {"a": {1}}, "none": {"a": 1},
                        "complex": torch.ones(2, dtype=torch.complex64), "partial": functools.partial(print),
                        "float8": torch.ones(2).to(torch.float8_e4m3fn)}.items():
        torch.save(value, f"refused-{name}.pt")
    torch.jit.save(torch.jit.script(torch.nn.Linear(1, 1)), "refused-script.pt")
    arrays = {"a": np.arange(6.0).reshape(2, 3), "b/c": np.asfortranarray(np.arange(6, dtype=">i4").reshape(3, 2))}
    np.savez("arrays.npz", **arrays)
    np.savez("single.npz", np.arange(3, dtype=np.float16))
    np.savez_compressed("compressed.npz", **arrays)


def nearest(value, significand, exponent):
    """The bits of the nearest value of a binary format, ties to even, by exact fractions."""
    sign = 0
    if value < 0:
        sign, value = 1 << (significand + exponent), -value
    bias = 2 ** (exponent - 1) - 1
    if value == 0:
        return sign
    power = value.numerator.bit_length() - value.denominator.bit_length()
    if value < Fraction(2) ** power:
        power -= 1
    power = max(power, 1 - bias)
    scaled = value / Fraction(2) ** (power - significand)
    kept = round(scaled)  # to even
    if kept < 2 ** significand:
        bits = kept
    else:
        bits = ((power + bias) << significand) + (kept - 2 ** significand)
    return sign | min(bits, (2 * bias + 1) << significand)


FORMATS = [(52, 11), (23, 8), (10, 5), (7, 8)]


def decimals():
    """Decimal texts with their bits as float64, float32, float16 and bfloat16."""
    generator = random.Random(2021)
    texts = ["0", "-0.0", "1", ".5", "5.", "+1.5", "1e-05", "1E5", "123456789012345678901234567890",
             "1e400", "-1e400", "1e-400", "0e999999999", "1e-999999999", "1e999999999",
             "0." + "0" * 400 + "1", "1" + "0" * 320, "2.2250738585072011e-308",
             "179769313486231580793e289", "4.9406564584124654e-324", "2.4703282292062327e-324",
             "2.4703282292062328e-324", "65504", "65519.999", "65520", "3.4028235677973366e38",
             "9007199254740993", "18446744073709551615", "18446744073709551616"]
    for _ in range(150):
        texts.append(repr(struct.unpack("<d", generator.randbytes(8))[0]))
        texts.append(repr(generator.random()))
        texts.append(f"{generator.gauss(0, 100):.4f}")
        texts.append(str(np.frombuffer(generator.randbytes(4), "<f4")[0]))
    for significand, exponent in FORMATS:
        # Halfway between neighbours, and a little to either side: what double rounding gets wrong.
        bias = 2 ** (exponent - 1) - 1
        for _ in range(25):
            whole = generator.getrandbits(significand) | 1 << significand
            power = generator.randint(max(-bias, -60), min(bias - significand, 60)) - significand
            half = Fraction(2 * whole + 1, 2) * Fraction(2) ** power
            digits = max(0, half.denominator.bit_length() - 1)
            text = str(half.numerator * 10 ** digits // half.denominator).rjust(digits + 1, "0")
            text = text[: len(text) - digits] + "." + text[len(text) - digits:]
            texts += [text, text + "0" * 30 + "1"]
            texts.append(text.rstrip("0")[:-1] + "4" + "9" * 40)
    lines = []
    for text in texts:
        text = text.strip()
        if text in ("nan", "inf", "-inf"):
            continue
        sign = -1 if text.startswith("-") else 1
        if "e999999999" in text:
            value = 0 if text.startswith("0") else Fraction(10) ** 500
        else:
            value = Fraction(0 if "-999999999" in text else text)
        bits = [nearest(abs(value), *form) | ((1 << sum(form)) if sign < 0 else 0)
                for form in FORMATS]
        lines.append(f"{text} {bits[0]:016x} {bits[1]:08x} {bits[2]:04x} {bits[3]:04x}")
        assert text.startswith("0e9") or struct.pack(">d", float(text)).hex() == f"{bits[0]:016x}"
    write("decimals.txt", "\n".join(lines) + "\n")


def texts():
    torch.manual_seed(2021)
    values = torch.rand(3, 2, 2, 2)
    write("values.raw", values.numpy().tobytes())
    write("values.json", json.dumps(values.tolist()))
    torch.set_printoptions(precision=10, linewidth=40)
    write("values.txt", f"{values}\n")
    torch.set_printoptions(profile="default")
    np.savetxt("values.csv", values.reshape(6, 4).numpy(), delimiter=",")
    np.savetxt("blanks.csv", values.reshape(6, 4).numpy())
    printed = {
        "int": torch.tensor([[1, -2], [30, 4]]),
        "bool": torch.tensor([[True, False]]),
        "double": torch.tensor([1.5, float("nan"), float("inf"), -float("inf")],
                               dtype=torch.float64),
        "half": torch.tensor([0.1, 65504.0], dtype=torch.float16),
        "grad": torch.tensor([1.0, 2.0], requires_grad=True) * 2,
        "leaf": torch.tensor([1.0, 2.0], requires_grad=True),
        "scientific": torch.tensor([1e-8, 1.0, 1e8]),
        "empty": torch.zeros(0, 3),
        "empty-int": torch.zeros(2, 0, dtype=torch.int32),
        "scalar": torch.tensor(2.5),
        "none": torch.tensor([]),
        "summary": torch.zeros(2000),
        "complex": torch.ones(2, dtype=torch.complex64),
        "long": torch.arange(100.0),
    }
    for label, tensor in printed.items():
        write(f"printed-{label}.txt", f"{tensor}\n")
    write("printed-array.txt", repr(np.array([[0.1, 2.0], [3.0, 4.0]])) + "\n")
    write("printed-array32.txt", repr(np.array([[0.1, 2.0], [3.0, 4.0]], np.float32)) + "\n")
    write("printed-str.txt", str(np.array([[1.5, 2], [30, 4]])) + "\n")


npy()
tensors()
archives()
decimals()
texts()
