"""regx itself, on every engine that it has."""

# SPDX-License-Identifier: Apache-2.0

import os
import subprocess

ENGINES = {
    "torch": ["dropout", "vanilla-dropout", "drop-path", "drop-path:bernoulli", "dropout2d",
              "stochastic-depth:row", "alpha-dropout", "dropout:rand-gt"],
    "torch-mkl": ["dropout", "drop-path:bernoulli", "dropout2d"],
    "torch-cuda": ["dropout"], "torch-compile": ["dropout"], "mlx": ["dropout"],
    "tensorflow-stateless": ["dropout"], "keras-jax": ["dropout"], "keras-torch": ["dropout"],
    "keras-numpy": ["dropout"], "numpy": ["dropout:binomial", "dropout:rand-lt"],
    "numpy-generator": ["dropout:binomial", "dropout:cs231n"], "jax": ["dropout:nnx", "dropout:linen"],
}
SAMPLES = ("drop-path", "drop-path:bernoulli", "stochastic-depth:row")
TYPES = {"jax": ["float32", "bfloat16"], "numpy": ["float64"], "numpy-generator": ["float64"]}


def make(cases, count):
    regx = os.environ["REGX"]
    r = cases.random
    for _ in range(count):
        engine = r.choice(list(ENGINES))
        mode = r.choice(ENGINES[engine])
        lots = "sample" if mode in SAMPLES else "channel" if mode == "dropout2d" else "element"
        shape = cases.shape(lots) + ((2, 2) if lots == "channel" else ())
        p, seed = cases.probability(), cases.seed() >> 1
        dtype = r.choice(TYPES.get(engine, ["float32", "float32", "float16", "bfloat16"]))
        kind = r.choice(["randn", "randn", "ones", "printed"])
        x = cases.array("x0", cases.numbers(shape, kind))
        ending = "txt" if kind == "printed" else "safetensors"
        paths = [cases.path("x", ending), cases.path("y", ending)]
        # --format stands first: the ending would choose.
        form = ["--threshold", "100000"] if kind == "printed" else []
        common = ["--input", x, "--dtype", dtype, *form, "--quiet"]
        subprocess.run([regx, "apply", "--p", "0", "--eval", *common, "-o", paths[0]], check=True)
        run = [regx, "apply", "--mode", mode, "--p", str(p), "--engine", engine, "--seed", str(seed)]
        subprocess.run([*run, *common, "-o", paths[1]], check=True)
        cases.add(
            *paths, mode=mode, p=p, engine=engine, seed=seed, position=0, lots=lots, kind=kind,
            dtype=dtype, shape=list(shape))
