"""Times PyTorch and NumPy in the way `Measure` times regx: one round for each line read.

A line of the answer is: name, `-`, threads, nanoseconds per element.
"""

import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

SMALL = 1 << 14
LARGE = 1 << 24


def best(clock, span, count, body):
    """The time of one call per element: the best run of those that fit in `span` seconds."""
    begin = clock()
    body()
    calls = max(1, int(2e-4 / max(clock() - begin, 1e-7)))
    result, start = float("inf"), clock()
    while True:
        run = clock()
        for _ in range(calls):
            body()
        result = min(result, clock() - run)
        if clock() - start >= span:
            return result / calls / count * 1e9


def report(name, count, body, threads=1, span=0.05):
    torch.set_num_threads(threads)
    clock = time.process_time if threads == 1 else time.perf_counter
    print(name, "-", threads, best(clock, span, count, body))


def main():
    small = torch.empty(SMALL)
    large = torch.ones(LARGE)
    target = torch.empty(LARGE)
    generator = np.random.default_rng(2021)
    state = np.random.RandomState(2021)
    wide, narrow = np.empty(SMALL), np.empty(SMALL, np.float32)
    for _ in sys.stdin:
        report("torch.rand", SMALL, lambda: torch.rand(SMALL, out=small))
        report("torch.randn", SMALL, lambda: torch.randn(SMALL, out=small))
        report("torch.bernoulli_", SMALL, lambda: small.bernoulli_(0.67))
        report("torch.copy_", LARGE, lambda: target.copy_(large), span=0.2)
        for threads in (1, 2):
            report("F.dropout", LARGE, lambda: F.dropout(large, 0.33), threads, span=0.5)
        report("Generator.random", SMALL, lambda: generator.random(out=wide))
        report(
            "Generator.random float32", SMALL,
            lambda: generator.random(dtype=np.float32, out=narrow),
        )  # fmt: skip
        report("RandomState.random_sample", SMALL, lambda: state.random_sample(SMALL))
        print("end", flush=True)


if __name__ == "__main__":
    main()
