"""Makes the golden files: `python3 make_golden.py torch-2.13.0` (or another name, see README.md).

Each set is made inside the environment of its framework, from a fixed random seed, so that it comes
out the same byte for byte.
"""

import json
import os
import platform
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
INPUTS = os.path.join(HERE, "inputs")

# A result longer than this many characters is stored as its SHA-256.
LONGEST_STORED = 40_000


def header(versions):
    """The first line of a golden file: what made it, so that a difference can be traced."""
    import numpy

    return {
        **versions,
        "python": platform.python_version(),
        "numpy": numpy.__version__,
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
    """The modes and samples on one version of PyTorch; `counts` of apply a mode, compare, sample."""
    from cases import torch_cases

    generator = random.Random(f"torch {version}")
    per_mode, compares, samples = counts
    lines = torch_cases.document_cases()
    lines += [torch_cases.apply(generator, m) for m in torch_cases.MODES for _ in range(per_mode)]
    lines += [torch_cases.compare(generator) for _ in range(compares)]
    lines += [torch_cases.sample(generator) for _ in range(samples)]
    lines += torch_cases.large_cases()
    write(f"torch-{version}.jsonl", _torch_header(), [words + engine for words in lines])


def make_torch_2_13():
    """Newest PyTorch, with the input files and the printed texts."""
    from cases import input_files, print_cases

    input_files.write(INPUTS)
    make_torch("2.13.0", [], (24, 80, 60))
    generator = random.Random("printing")
    lines = [print_cases.plain(name) for name in input_files.FILES] + print_cases.tricky()
    lines += [print_cases.random_options(generator) for _ in range(260)]
    write("printing-2.13.0.jsonl", _torch_header(), lines)


def make_torch_2_6():
    """The last PyTorch whose x86 wheels draw Bernoulli numbers with MKL."""
    make_torch("2.6.0", ["--engine", "torch-mkl"], (16, 60, 40))


SETS = {
    "torch-2.13.0": make_torch_2_13,
    "torch-2.6.0": make_torch_2_6,
}

if __name__ == "__main__":
    if sys.argv[1:2] == [] or sys.argv[1] not in SETS:
        sys.exit(f"usage: make_golden.py {{{','.join(SETS)}}}")
    SETS[sys.argv[1]]()
