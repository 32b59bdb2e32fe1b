"""Pairs of tensors made by the frameworks themselves, for `regx identify` to explain.

    make_pairs.py WHAT FOLDER COUNT SEED

writes x and y of COUNT random cases under FOLDER/NAME, and cases.jsonl with what made them. Run it
with the Python of the framework. WHAT is one of torch, compiled, numpy, jax, mlx, tensorflow, regx
(the environment's REGX is the program) and plain (no regularizer), or NAME=torch for a second
PyTorch.
"""

# SPDX-License-Identifier: Apache-2.0

import importlib
import sys

from pairs.recording import Cases

what, folder, count, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
name, _, what = what.rpartition("=")
cases = Cases(name or what, folder, seed)
module = "torch" if what == "compiled" else what
maker = importlib.import_module(f"pairs.{module}_pairs")
(maker.make_compiled if what == "compiled" else maker.make)(cases, count)
cases.write()
