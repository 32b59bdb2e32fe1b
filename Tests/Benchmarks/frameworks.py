"""Times PyTorch and NumPy in the way `Measure` times regx: one round for each line read."""

# SPDX-License-Identifier: Apache-2.0

import numpy as np
import torch
import torch.nn.functional as F
from timing import report, rounds

SMALL = 1 << 14
LARGE = 1 << 24

small, small64 = torch.empty(SMALL), torch.empty(SMALL, dtype=torch.float64)
large, target = torch.ones(LARGE), torch.empty(LARGE)
others = {
    name: torch.ones(LARGE // 4, dtype=getattr(torch, name))
    for name in ("float64", "float16", "bfloat16")
}
generator = np.random.default_rng(2021)
state = np.random.RandomState(2021)
wide, narrow = np.empty(SMALL), np.empty(SMALL, np.float32)


def in_pytorch():
    torch.set_num_threads(1)
    report("torch.rand", SMALL, lambda: torch.rand(SMALL, out=small))
    report("torch.randn", SMALL, lambda: torch.randn(SMALL, out=small))
    report("torch.randn float64", SMALL, lambda: torch.randn(SMALL, out=small64))
    report("torch.bernoulli_", SMALL, lambda: small.bernoulli_(0.67))
    report("torch.copy_", LARGE, lambda: target.copy_(large), span=0.2)
    for threads in (1, 2):
        torch.set_num_threads(threads)
        report("F.dropout", LARGE, lambda: F.dropout(large, 0.33), threads, span=0.5)
        for name, ones in others.items():
            report(
                f"F.dropout {name}", LARGE // 4, lambda: F.dropout(ones, 0.33), threads, span=0.2
            )


def in_numpy():
    report("Generator.random", SMALL, lambda: generator.random(out=wide))
    report(
        "Generator.random float32", SMALL, lambda: generator.random(dtype=np.float32, out=narrow)
    )
    report("Generator.standard_normal", SMALL, lambda: generator.standard_normal(out=wide))
    report(
        "Generator.standard_normal float32", SMALL,
        lambda: generator.standard_normal(dtype=np.float32, out=narrow),
    )  # fmt: skip
    report("RandomState.random_sample", SMALL, lambda: state.random_sample(SMALL))
    report("RandomState.standard_normal", SMALL, lambda: state.standard_normal(SMALL))


def measure():
    in_pytorch()
    in_numpy()


if __name__ == "__main__":
    rounds(measure)
