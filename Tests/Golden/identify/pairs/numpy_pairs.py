"""NumPy's idioms, over RandomState and default_rng."""

# SPDX-License-Identifier: Apache-2.0

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))
from reference import numpy_modes


def make(cases, count):
    r = cases.random
    for _ in range(count):
        shape, p, seed = cases.shape("element"), cases.probability(), cases.seed()
        engine = r.choice(["numpy", "numpy-generator"])
        mode = r.choice(list(numpy_modes.MODES))
        kind = r.choice(["randn", "ones", "relu", "arange", "drawn-rand", "drawn-given", "mask", "printed"])
        random = np.random.RandomState(seed) if engine == "numpy" else np.random.default_rng(seed)
        request = SimpleNamespace(p=p, keep=1 - p, training=True)
        facts = dict(
            mode=mode, p=p, engine=engine, seed=seed, position=0, lots="element", kind=kind,
            dtype="float64", shape=list(shape))
        drawn = kind.startswith("drawn")
        if drawn:
            x = random.random_sample(shape) if engine == "numpy" else random.random(shape)
        else:
            x = cases.numbers(shape, kind)
            if r.random() < 0.15:
                before = r.randrange(1, 200)
                # A float64 takes two words of 32 bits, on both engines.
                facts["position"] = 2 * before
                random.random_sample(before) if engine == "numpy" else random.random(before)
        y = numpy_modes.MODES[mode](random, x, request)
        if kind == "printed":
            with np.printoptions(threshold=10**9):
                cases.add(cases.text("x", str(x)), cases.text("y", str(y)), **facts)
            continue
        given = {"drawn-rand": "rand", "mask": None}.get(kind, "")
        cases.add(cases.array("x", x) if given == "" else given, cases.array("y", y), **facts)
