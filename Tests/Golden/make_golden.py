"""Makes the golden files: `python3 make_golden.py torch-2.13.0` (or another name, see README.md).

Each set is made inside the environment of its framework, from a fixed random seed, so that it comes
out the same byte for byte.
"""

# SPDX-License-Identifier: Apache-2.0

import json
import os
import platform
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
INPUTS = os.path.join(HERE, "inputs")

# A result longer than this many characters is stored as its SHA-256.
LONGEST_STORED = 10_000


def header(versions):
    """The first line of a golden file: what made it, so that a difference can be traced."""
    import numpy

    return {
        **versions,
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "libc": " ".join(platform.libc_ver()),
        "script": "Tests/Golden/make_golden.py",
    }


def case(words):
    """One case with the original's answer, or `None` where the original refuses."""
    from reference import bits
    from reference.answer import answer

    result = answer(words, INPUTS)
    if "error" in result:
        return None
    if "text" in result:
        return {"args": words, "text": result["text"]}
    stored = bits.joined(result["tensors"])
    if len(stored) > LONGEST_STORED:
        return {"args": words, "sha256": bits.digest(result["tensors"])}
    return {"args": words, "bits": stored}


def write(name, first_line, command_lines):
    """Writes the cases of these command lines, each once."""
    seen = set()
    with open(os.path.join(HERE, name), "w") as file:
        print(json.dumps(first_line), file=file)
        for words in command_lines:
            if tuple(words) in seen or (result := case(words)) is None:
                continue
            seen.add(tuple(words))
            print(json.dumps(result), file=file)
    print(f"{name}: {len(seen)} cases")


def _torch_header():
    from reference import frameworks

    return header(frameworks.versions())


def make_torch(version, engine, counts):
    """The first modes and the samples; `counts` of `apply` a mode, `compare`, `sample`."""
    from cases import torch_cases

    generator = random.Random(f"torch {version}")
    per_mode, compares, samples = counts
    lines = torch_cases.document_cases()
    lines += [torch_cases.apply(generator, m) for m in torch_cases.MODES for _ in range(per_mode)]
    lines += [torch_cases.compare(generator) for _ in range(compares)]
    lines += [torch_cases.sample(generator) for _ in range(samples)]
    lines += torch_cases.border_cases() + torch_cases.large_cases()
    write(f"torch-{version}.jsonl", _torch_header(), [words + engine for words in lines])


def make_taught(version, engine, count):
    """Dropout written out with `rand` and a comparison; `count` cases a mode."""
    from cases import torch_cases

    generator = random.Random(f"taught {version}")
    modes = torch_cases.TAUGHT
    lines = [torch_cases.apply(generator, mode) for mode in modes for _ in range(count)]
    lines += [torch_cases.compare(generator, modes + ["dropout"]) for _ in range(count)]
    write(f"torch-{version}-taught.jsonl", _torch_header(), [words + engine for words in lines])


def make_family(version, engine, count):
    """Dropout's relatives, inputs in other memory orders, normals; `count` cases a mode."""
    from cases import family_cases

    generator = random.Random(f"family {version}")
    lines = [family_cases.apply(generator, m) for m in family_cases.RANKS for _ in range(count)]
    for draw in (family_cases.compare, family_cases.in_memory):
        lines += [draw(generator) for _ in range(4 * count)]
    write(f"torch-{version}-family.jsonl", _torch_header(), [words + engine for words in lines])
    lines = [family_cases.normals(generator) for _ in range(5 * count)]
    lines += [family_cases.with_noise(generator) for _ in range(count)]
    write(f"torch-{version}-normals.jsonl", _torch_header(), [words + engine for words in lines])
    lines = [family_cases.normals64(generator) for _ in range(2 * count)]
    write(f"torch-{version}-normals64.jsonl", _torch_header(), [words + engine for words in lines])


def make_torch_2_13():
    """Newest PyTorch, with the input files and the printed texts."""
    from cases import input_files, print_cases

    input_files.write(INPUTS)
    make_torch("2.13.0", [], (24, 80, 60))
    make_family("2.13.0", [], 12)
    make_taught("2.13.0", [], 25)
    generator = random.Random("printing")
    lines = [print_cases.plain(name) for name in input_files.FILES] + print_cases.tricky()
    lines += [print_cases.random_options(generator) for _ in range(260)]
    write("printing-2.13.0.jsonl", _torch_header(), lines)


def make_torch_2_6():
    """The last PyTorch whose x86 wheels draw Bernoulli numbers with MKL."""
    engine = ["--engine", "torch-mkl"]
    make_torch("2.6.0", engine, (16, 60, 40))
    make_family("2.6.0", engine, 8)
    make_taught("2.6.0", engine, 15)


def make_numpy():
    """NumPy's generators and NumPy's printer."""
    import numpy
    from cases import found, numpy_cases, print_cases

    first_line = header({"framework": "numpy", "version": numpy.__version__})
    generator = random.Random("numpy")
    draws = (numpy_cases.sample, numpy_cases.modes)
    lines = [d(generator, e) for e in numpy_cases.ENGINES for d in draws for _ in range(35)]
    write("numpy-2.4.6.jsonl", first_line, lines)
    lines = [numpy_cases.normals(generator, e) for e in numpy_cases.ENGINES for _ in range(20)]
    write("numpy-2.4.6-normals.jsonl", first_line, lines)
    lines = [print_cases.numpy_plain(n, r) for n in print_cases.numpy_files() for r in (0, 1)]
    lines += [print_cases.numpy_options(generator) for _ in range(120)]
    write("printing-numpy-2.4.6.jsonl", first_line, lines)
    lines = [numpy_cases.cs231n(generator, e) for e in numpy_cases.ENGINES for _ in range(20)]
    write("numpy-2.4.6-taught.jsonl", first_line, lines)
    write("numpy-2.4.6-found.jsonl", first_line, found.NUMPY)


def make_jax():
    """JAX and Flax."""
    from cases import found, jax_cases
    from reference import jax_engine

    generator = random.Random("jax")
    lines = [draw(generator) for draw in (jax_cases.sample, jax_cases.modes) for _ in range(70)]
    write("jax-0.10.2.jsonl", header(jax_engine.versions()), lines)
    write("jax-0.10.2-found.jsonl", header(jax_engine.versions()), found.JAX)


def make_engine(name, engines, count):
    """Command lines of engines beyond PyTorch's CPU, NumPy and JAX; `count` an engine."""
    from importlib import metadata

    from cases import engine_cases, found

    package = "tensorflow-cpu" if name == "tensorflow" else name.split("-")[0]
    package = "torch" if name == "compile" else package
    version = metadata.version(package).split("+")[0]
    lines = []
    for engine in engines:
        generator = random.Random(f"commands {engine}")
        lines += [engine_cases.golden(generator, engine) for _ in range(count)]
    if name in ("mlx", "tensorflow"):
        lines += {"mlx": found.MLX, "tensorflow": found.TENSORFLOW}[name]
    first_line = header({"framework": package, "version": version})
    write(f"{name}-{version}-commands.jsonl", first_line, lines)


def make_libm():
    """PyTorch without vector kernels, and so with the C library's functions."""
    from cases import found

    write("torch-2.13.0-libm.jsonl", _torch_header(), found.LIBM)


SETS = {
    "torch-2.13.0-libm": make_libm,
    "mlx-0.32.4": lambda: make_engine("mlx", ["mlx"], 60),
    "tensorflow-2.21.0": lambda: make_engine(
        "tensorflow", ["tensorflow", "tensorflow-stateless"], 40
    ),
    "keras-tensorflow-3.15.1": lambda: make_engine("keras-tensorflow", ["keras-tensorflow"], 25),
    "keras-jax-3.15.1": lambda: make_engine("keras-jax", ["keras-jax"], 25),
    "keras-torch-3.15.1": lambda: make_engine("keras-torch", ["keras-torch"], 25),
    "keras-numpy-3.15.1": lambda: make_engine("keras-numpy", ["keras-numpy"], 25),
    "compile-2.13.0": lambda: make_engine("compile", ["torch-compile"], 60),
    "triton-3.9.0": lambda: make_engine("triton", ["triton"], 40),
    "torch-2.13.0": make_torch_2_13,
    "torch-2.6.0": make_torch_2_6,
    "numpy-2.4.6": make_numpy,
    "jax-0.10.2": make_jax,
}

if __name__ == "__main__":
    if sys.argv[1:2] == [] or sys.argv[1] not in SETS:
        sys.exit(f"usage: make_golden.py {{{','.join(SETS)}}}")
    SETS[sys.argv[1]]()
