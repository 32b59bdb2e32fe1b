"""Damaged files: read the same by name, from a pipe and from standard input, and as the readers of
NumPy, safetensors and Python read them; or refused."""

# SPDX-License-Identifier: Apache-2.0

import csv
import io
import json
import struct

from damage import damaged
from process import trouble

try:
    import numpy
except ImportError:
    numpy = None
try:
    import safetensors
except ImportError:
    safetensors = None

CODES = {"f2": "F16", "f4": "F32", "f8": "F64", "b1": "BOOL"}
CODES |= {f"{k}{n}": f"{k.upper()}{8 * n}" for k in "iu" for n in (1, 2, 4, 8)}


def make(random, table, samples):
    # One format as often as another, however many files it has.
    ending = random.choice(sorted({name.rsplit(".", 1)[-1] for name in samples}))
    name = random.choice([name for name in samples if name.endswith(f".{ending}")])
    content = damaged(samples[name], list(samples.values()), random)
    if random.random() < 0.2:
        ending = random.choice(["x", "npy", "csv"])
    return {"words": [], "files": {f"in.{ending}": content}}


def problem(case, sandbox, tally):
    (name, content), = case["files"].items()
    # The ending of a name may decide; without one the content does, wherever it comes from.
    sandbox.fill({name: content, "in": content})
    write = ["--format", "safetensors"]
    outcome = sandbox.run(["print", name, *write])
    found = trouble(outcome)
    if found:
        return f"{found} ({outcome.said})"
    if outcome.code == 2 and f"'{name}'".encode() not in outcome.err:
        return f"does not name the file ({outcome.said})"
    plain = sandbox.run(["print", "in", *write])
    for piped in (False, True):
        other = sandbox.run(["print", "-", *write], content, piped)
        way = "a pipe" if piped else "standard input"
        if trouble(other):
            return f"{trouble(other)}, from {way}"
        if (other.code, other.out) != (plain.code, plain.out):
            return f"read differently from {way}: {other.said}; {plain.said}"
    for layout in ("torch", "numpy"):
        shown = sandbox.run(["print", name, "--format", layout])
        if trouble(shown) or shown.code != outcome.code:
            return f"printed as {layout}: {trouble(shown)}, {shown.said}; before {outcome.said}"
    if outcome.code == 2:
        tally["refused"] += 1
        return None
    tally["read"] += 1
    return _compare(content, outcome.out, sandbox, name, tally)


def stored(content):
    """The only tensor of a .safetensors file: type, shape, bytes."""
    count, = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + count])
    tensors = [value for key, value in header.items() if key != "__metadata__"]
    first, last = tensors[0]["data_offsets"]
    return tensors[0]["dtype"], tensors[0]["shape"], content[8 + count :][first:last]


def _compare(content, written, sandbox, name, tally):
    """Against the reader that the content is for."""
    mine = stored(written)
    if content.startswith(b"\x93NUMPY"):
        if numpy is None:
            return None
        return _differs(_numpy(content), mine, "numpy", tally)
    if len(content) > 9 and content[8:9] == b"{":
        if safetensors is None:
            return None
        return _differs(_safetensors(content), mine, "safetensors", tally)
    theirs = _json(content)
    if theirs is None and name.endswith(".csv"):
        theirs = _csv(content)
    if theirs is None:
        return None
    wide = sandbox.run(["print", name, "--dtype", "float64", "--format", "safetensors"])
    kind, shape, data = stored(wide.out)
    values = struct.unpack(f"<{len(data) // 8}d", data)
    ours = [struct.pack("<d", v) if v == v else b"nan" for v in values]
    tally["compared with json" if name.endswith("json") else "compared with csv"] += 1
    if kind == "F64" and (list(shape), ours) == theirs:
        return None
    return f"not what Python reads: {shape} {values[:8]}, not {theirs[0]}"


def _differs(theirs, mine, reader, tally):
    if theirs is None:
        return None
    tally[f"compared with {reader}"] += 1
    if isinstance(theirs, str):
        return f"{reader} refuses it: {theirs}; read as {mine[0]} {mine[1]}"
    return None if theirs == mine else f"{reader} reads {theirs[:2]}, here it is {mine[:2]}"


def _numpy(content):
    try:
        array = numpy.load(io.BytesIO(content), allow_pickle=False)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    code = CODES.get(array.dtype.kind + str(array.dtype.itemsize))
    if code is None:
        return f"dtype {array.dtype}"
    array = numpy.ascontiguousarray(array).reshape(array.shape)
    if code == "BOOL":
        array = array.view(numpy.uint8) != 0
    return code, list(array.shape), array.astype(array.dtype.newbyteorder("<")).tobytes()


def _safetensors(content):
    try:
        tensors = safetensors.deserialize(content)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if len(tensors) != 1:
        return f"{len(tensors)} tensors"
    tensor = tensors[0][1]
    data = bytes(tensor["data"])
    if tensor["dtype"] == "BOOL":
        data = bytes(byte != 0 for byte in data)
    return tensor["dtype"], list(tensor["shape"]), data


def _flat(value):
    """Shape and numbers of nested lists; raises ValueError where they are no tensor."""
    if not isinstance(value, list):
        if not isinstance(value, (bool, int, float)):
            raise ValueError
        number = float(value)
        return [], [struct.pack("<d", number) if number == number else b"nan"]
    parts = [_flat(item) for item in value]
    if any(part[0] != parts[0][0] for part in parts):
        raise ValueError
    shape = [len(value)] + (parts[0][0] if parts else [])
    return shape, [number for part in parts for number in part[1]]


def _json(content):
    try:
        value = json.loads(content)
        return _flat(value) if isinstance(value, list) else None
    except (ValueError, RecursionError, OverflowError):
        return None


def _csv(content):
    try:
        text = content.decode("utf-8-sig")
        if "#" in text or '"' in text:
            return None
        rows = [row for row in csv.reader(io.StringIO(text)) if row]
        numbers = [[float(field) for field in row] for row in rows]
    except (ValueError, csv.Error):
        return None
    if any(len(row) != len(numbers[0]) for row in numbers):
        return None
    return _flat(numbers)
