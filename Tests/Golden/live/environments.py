"""Virtual environments with pinned frameworks, made once under `.oracle/` in the repository."""

# SPDX-License-Identifier: Apache-2.0

import os
import shutil
import subprocess
import sys
import venv

GOLDEN = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ORACLE = os.path.join(os.path.dirname(os.path.dirname(GOLDEN)), ".oracle")


# Which environment answers for which engines.
ENGINES = {
    "torch-2.13.0": ["torch", "numpy", "numpy-generator", "torch-mkl", "torch-compile"],
    "torch-2.6.0": ["torch-2.6"],
    "torch-2.2.2": ["torch-2.2"],
    "jax-0.10.2": ["jax"],
    "mlx-0.32.4": ["mlx"],
    "tensorflow-2.21.0": ["tensorflow", "tensorflow-stateless", "keras-tensorflow"],
    "keras-jax-3.15.1": ["keras-jax"],
    "keras-torch-3.15.1": ["keras-torch"],
    "keras-numpy-3.15.1": ["keras-numpy"],
    "triton-3.9.0": ["triton"],
}

# Wheels of 5 GB each.
OLDER_TORCH = ("torch-2.6.0", "torch-2.2.2")


def _has(python, requirements):
    """Whether the environment is there and was finished for these requirements."""
    mark = os.path.join(os.path.dirname(os.path.dirname(python)), "requirements.txt")
    return os.path.exists(mark) and open(mark).read() == open(requirements).read()


def python_of(name, local):
    """The Python of an environment, which is made first if it is missing."""
    if name in local:
        return os.path.join(local[name], "bin", "python")
    folder = os.path.join(ORACLE, name)
    python = os.path.join(folder, "bin", "python")
    requirements = os.path.join(GOLDEN, f"requirements-{name}.txt")
    if not _has(python, requirements):
        print(f"making {os.path.relpath(folder)} (once)", file=sys.stderr)
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", requirements], check=True)
        shutil.copy(requirements, os.path.join(folder, "requirements.txt"))  # marks it as finished
    return python
