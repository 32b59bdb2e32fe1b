"""Random values of the shared flags, with the borders where implementations break."""

# SPDX-License-Identifier: Apache-2.0

SEEDS = [
    0, 1, 2021, -1, -17, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**32 + 1, 2**63 - 1, 2**63,
    2**64 - 1, -(2**63), 67280421310721,
]  # fmt: skip

# Around the blocks of 8 and 16 lanes, the 624 words of the generator's state (312 pairs of them)
# and the 800 elements of MKL's chunks.
COUNTS = [0, 1, 2, 3, 7, 15, 16, 17, 31, 33, 63, 100, 311, 312, 313, 623, 624, 625, 799, 800, 801]
EXTENTS = [1, 1, 2, 2, 3, 4, 5]
PROBABILITIES = ["0", "1", "0.5", "0.33", "0.1", "0.25", "0.9", "1e-9", "0.999999", "0.7"]
KEEP_PROBABILITIES = ["0.67", "0.5", "0.9", "1", "0.75", "0.999"]
FLOATS = ["float32", "float64", "float16", "bfloat16"]


def seed(random):
    """A seed, now and then in another notation that the contract allows."""
    if random.random() < 0.35:
        return str(random.choice(SEEDS))
    value = random.randrange(2 ** random.choice([8, 16, 32, 63, 64]))
    return hex(value) if random.random() < 0.1 else str(value)


def shape(random, ranks=range(7)):
    """Extents of a small tensor of one of these ranks, and now and then an empty one."""
    rank = random.choice(list(ranks))
    if rank == 0:
        return ()
    if rank == 1:
        return (random.choice(COUNTS),)
    extents = [random.choice(EXTENTS) for _ in range(rank)]
    if rank <= 2 or random.random() < 0.15:
        extents[random.randrange(rank)] = random.choice([6, 8, 16, 17, 39, 51])
    if random.random() < 0.06:
        extents[random.randrange(rank)] = 0
    return tuple(extents)


def shape_words(extents, random=None):
    """The flag for a shape, now and then with `x` between the extents."""
    if not extents:
        return ["--shape", "scalar"]
    mark = "x" if random and random.random() < 0.1 else ","
    return ["--shape", mark.join(map(str, extents))]


def probability_words(random):
    """`--p`, or the same said with `--keep-prob`."""
    if random.random() < 0.12:
        return ["--keep-prob", random.choice(KEEP_PROBABILITIES)]
    if random.random() < 0.5:
        return ["--p", random.choice(PROBABILITIES)]
    return ["--p", repr(round(random.random(), random.choice([2, 6, 17])))]


def dtype_words(random, chance=0.55):
    """`--dtype`, or nothing for the default."""
    return ["--dtype", random.choice(FLOATS)] if random.random() < chance else []
