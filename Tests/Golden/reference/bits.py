"""Tensors as bit patterns in hex, the form in which results are compared."""

# SPDX-License-Identifier: Apache-2.0

import hashlib

import numpy as np

# In 16-bit formats a NaN's bits depend on whether an element fell in a vector register or in the
# scalar tail, so every NaN is written as the one canonical pattern.
_CANONICAL_NAN = {"float16": 0x7E00, "bfloat16": 0x7FC0}
_LARGEST_FINITE_AND_INFINITY = {"float16": 0x7C00, "bfloat16": 0x7F80}


# Longer results are an array of words, which takes no object a word.
LONGEST_LIST = 200_000


def words_of(raw, dtype, itemsize):
    """The hex words of little-endian bytes `raw`, one a element, fixed width."""
    patterns = np.frombuffer(raw, dtype=f"<u{itemsize}")
    if dtype in _CANONICAL_NAN:
        nan = (patterns & 0x7FFF) > _LARGEST_FINITE_AND_INFINITY[dtype]
        patterns = np.where(nan, _CANONICAL_NAN[dtype], patterns).astype(patterns.dtype)
    text = patterns.astype(f">u{itemsize}").tobytes().hex()
    width = 2 * itemsize
    if len(patterns) > LONGEST_LIST:
        return np.frombuffer(text.encode(), f"S{width}")
    return [text[at : at + width] for at in range(0, len(text), width)]


def array_words(array):
    """The hex words of a NumPy array, row-major."""
    array = np.asarray(array)
    return words_of(array.tobytes(), str(array.dtype), array.dtype.itemsize)


def joined(tensors):
    """Words separated by spaces, tensors by `|`: the golden files' `bits`."""
    return "|".join(" ".join(words) for words in tensors)


def digest(tensors):
    """The SHA-256 of the words as `--format hex` prints them, one a line."""
    digest = hashlib.sha256()
    for words in tensors:
        if isinstance(words, np.ndarray):
            width = words.dtype.itemsize
            lines = np.full((len(words), width + 1), ord("\n"), np.uint8)
            lines[:, :width] = words.view(np.uint8).reshape(-1, width)
            digest.update(lines.tobytes())
        else:
            digest.update("".join(word + "\n" for word in words).encode())
    return digest.hexdigest()
