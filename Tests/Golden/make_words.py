"""Makes the reference words of the bit generators: `python3 make_words.py mt19937` (or another).

Each file begins with a line that names its source; then, per seed, a line `seed N` and the first
words in hex, ten a line. In `mt19937-advance.txt` a line `seed N offset M` stands before the words
that follow after M others.
"""

# SPDX-License-Identifier: Apache-2.0

import os
import subprocess
import sys
import tempfile

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "words")

SEEDS_32 = [0, 1, 5, 42, 2021, 65535, 0x9908B0DF, 2**31 - 2, 2**31 - 1, 2**31, 2**31 + 1,
            3000000000, 2**32 - 2, 2**32 - 1]  # fmt: skip


def write(name, source, sections):
    """Writes the sections, each a heading and its words."""
    os.makedirs(FOLDER, exist_ok=True)
    with open(os.path.join(FOLDER, name), "w") as file:
        print(f"# {name.removesuffix('.txt')} words from {source}", file=file)
        for heading, words in sections:
            print(heading, file=file)
            for at in range(0, len(words), 10):
                print(" ".join(words[at : at + 10]), file=file)


def _hex32(words):
    return [f"{word:08x}" for word in words]


def mt19937():
    """PyTorch's own words, for every kind of seed that `manual_seed` takes."""
    from reference.frameworks import torch
    from reference.torch_sample import generator_words

    def words(seed):
        torch.manual_seed(seed)
        return _hex32(generator_words(1000).tolist())

    seeds = SEEDS_32 + [-1, -17, 2**32, 2**32 + 7, 2**63, 2**64 - 1, -(2**63)]
    write(
        "mt19937.txt",
        f"torch {torch.__version__}, manual_seed(seed)",
        [(f"seed {seed}", words(seed)) for seed in seeds],
    )
    mt19937_advance()


def mt19937_advance():
    """Words far down the stream, reached by drawing all that stand before them."""
    import numpy

    def words(seed, offset):
        state = numpy.random.RandomState(seed)
        for start in range(0, offset, 1 << 20):
            state.bytes(4 * min(1 << 20, offset - start))
        return _hex32(state.randint(0, 2**32, size=20, dtype=numpy.uint32).tolist())

    offsets = [1, 227, 397, 623, 624, 625, 1247, 1248, 19937, 10**5, 10**6, 10**7, 2**26 + 3, 10**8]
    write(
        "mt19937-advance.txt",
        f"numpy {numpy.__version__}, RandomState(seed)",
        [(f"seed {s} offset {o}", words(s, o)) for s in (0, 2021, 2**32 - 1) for o in offsets],
    )


def mcg31():
    """MKL's words, for the seeds that its initialization reduces or replaces too."""
    from reference import mkl

    write(
        "mcg31.txt",
        f"mkl {mkl.version()}, vslNewStream(VSL_BRNG_MCG31, seed), viRngUniformBits",
        [(f"seed {seed}", _hex32(mkl.words(seed, 1000))) for seed in SEEDS_32],
    )


def pcg64():
    """The 64-bit words behind `numpy.random.default_rng(seed)`."""
    import numpy

    def words(seed):
        return [f"{word:016x}" for word in numpy.random.PCG64(seed).random_raw(1000).tolist()]

    seeds = [0, 1, 42, 2021, 2**32 - 1, 2**32, 2**63, 2**64 - 1]
    source = f"numpy {numpy.__version__}, PCG64(seed).random_raw"
    write("pcg64.txt", source, [(f"seed {seed}", words(seed)) for seed in seeds])


def threefry2x32():
    """JAX's 32-bit words: of counter i the exclusive or of both words that Threefry gives."""
    from reference.jax_engine import jax

    def words(seed):
        return _hex32(jax.random.bits(jax.random.key(seed), (1000,)).tolist())

    seeds = [0, 1, 42, 2021, -1, 2**31, 2**32 - 1, 2**32, 2**32 + 7, 2**63 - 1, -(2**63)]
    source = f"jax {jax.__version__}, random.bits(random.key(seed))"
    write("threefry2x32.txt", source, [(f"seed {seed}", words(seed)) for seed in seeds])


_PHILOX_PROGRAM = """
#include <ATen/core/PhiloxRNGEngine.h>
#include <cstdio>
#include <cstdlib>
int main(int, char** words) {
  auto word = [=](int i) { return strtoull(words[i], 0, 10); };
  at::Philox4_32 engine(word(1), word(2), word(3));
  for (int i = 0; i < 400; i++) printf("%08x ", engine());
}
"""


def philox4x32():
    """The words of the engine that PyTorch's GPU kernels use, from its header, on the CPU."""
    import torch
    from torch.utils.cpp_extension import include_paths

    with tempfile.TemporaryDirectory() as folder:
        source, program = os.path.join(folder, "words.cpp"), os.path.join(folder, "words")
        with open(source, "w") as file:
            file.write(_PHILOX_PROGRAM)
        includes = [f"-I{path}" for path in include_paths()]
        subprocess.run(["c++", "-std=c++20", *includes, source, "-o", program], check=True)

        def words(*start):
            run = subprocess.run([program, *map(str, start)], capture_output=True, check=True)
            return run.stdout.decode().split()

        starts = [(seed, 0, 0) for seed in (0, 1, 2021, 2**32, 2**63, 2**64 - 1)]
        starts += [(2021, 1, 0), (2021, 2**32 + 5, 0), (2021, 7, 3), (0, 2**64 - 1, 2**34 + 1)]
        write(
            "philox4x32.txt",
            f"torch {torch.__version__}, at::Philox4_32(seed, subsequence, offset)",
            [(f"seed {s} subsequence {q} offset {o}", words(s, q, o)) for s, q, o in starts],
        )


SETS = {
    "mt19937": mt19937,
    "mcg31": mcg31,
    "pcg64": pcg64,
    "threefry2x32": threefry2x32,
    "philox4x32": philox4x32,
}

if __name__ == "__main__":
    if sys.argv[1:2] == [] or sys.argv[1] not in SETS:
        sys.exit(f"usage: make_words.py {{{','.join(SETS)}}}")
    SETS[sys.argv[1]]()
