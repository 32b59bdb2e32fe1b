"""Files with something wrong in them."""

# SPDX-License-Identifier: Apache-2.0

import struct

import random as randoms

PIECES = [
    "[", "]", "[[", "]]", "{", "}", "(", ")", '"', "\\", "\\u", "\\ud800", "\\ud83d\\ude00", ",",
    ":", "-", "+", ".", "e", "e+", "1e999999999", "1e-999999999", "0x", "nan", "-inf", "Infinity",
    "-Infinity", "NaN", "null", "true", "tensor(", "array(", "...", ", ...,", "dtype=", "size=",
    "# shape:", "dtype:", "# shape: 9223372036854775807,2", "9223372036854775807", "-1", "\n",
    "\r", "\r\n", "\t", " ", "#", ">>> ", "device='cuda:0'", "\ufeff", "\0", "é", "\u2028",
    "'shape': (4294967296, 4294967296)", "(1,)", "()", "<f8", ">f4", "|O", "True", "False",
    "F32", "BF16", "data_offsets", "[0,8]", "__metadata__", "results", "data", "mode", "shape",
    "99999999999999999999", "0000000000000000000000001", "0.0000000000000000000000000000000001",
    "0", "1", "7", "-5", "0.1", "1e5", ",3", ",-0", ",nan", "00", "1.", ".5", "1E2", "+1",
    "1.7976931348623157e308", "4.9e-324", "3.4028236e38", "65520", "0.1e-44", "9007199254740993",
]
# Past a reader's lookahead, past its window.
RUNS = [(b"\0", 1), (b"\xff", 8), (b"\x80", 1), (b"\x93", 1), (b"[", 70), (b"1", 400),
        (b" ", 5000), (b"9", 5000), (b"#", 5000), (b'"', 5000), (b"\n", 70_000), (b"0", 70_000),
        (b"[", 300_000)]


def damaged(content: bytes, others: list, random: randoms.Random) -> bytes:
    """`content` with up to five changes, or noise."""
    data = bytearray(content)
    if random.random() < 0.05:
        data = bytearray(random.randbytes(random.randrange(300)))
    for _ in range(random.choice([0, 1, 1, 1, 2, 3, 5])):
        # Headers are where it hurts.
        reach = len(data) if random.random() < 0.6 else min(len(data), 160)
        place = random.randint(0, reach)
        end = min(place + random.randrange(9), len(data))
        piece = random.choice(PIECES).encode()
        if random.random() < 0.1:
            byte, count = random.choice(RUNS)
            piece = byte * count
        match random.randrange(10):
            case 0 if place < len(data):
                data[place] ^= 1 << random.randrange(8)
            case 1 if place < len(data):
                data[place] = random.randrange(256)
            case 2:
                del data[place:end]
            case 3:
                del data[place:]
            case 4:
                data[place:place] = data[place:end]
            case 5:
                data[place:end] = piece
            case 6:
                other = random.choice(others)
                data[place:place] = other[: random.randint(0, len(other))]
            case 7:
                # A number of eight bytes, as headers have them.
                number = random.choice([0, 1, 7, 8, 64, 2**31, 2**32, 2**62, 2**63, 2**64 - 1])
                data[place : place + 8] = struct.pack("<Q", number)
            case _:
                data[place:place] = piece
    return bytes(data)
