"""Times JAX's generators, compiled, on one core: more elements at once, as a call costs much."""

# SPDX-License-Identifier: Apache-2.0

import os

# Before JAX makes its threads.
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

import jax  # noqa: E402
from timing import report, rounds  # noqa: E402

COUNT = 1 << 20

key = jax.random.key(2021)
calls = {
    "jax.random.uniform": jax.jit(lambda key: jax.random.uniform(key, (COUNT,))),
    "jax.random.bernoulli": jax.jit(lambda key: jax.random.bernoulli(key, 0.67, (COUNT,))),
    "jax.random.normal": jax.jit(lambda key: jax.random.normal(key, (COUNT,))),
}


def measure():
    for name, call in calls.items():
        report(name, COUNT, lambda: call(key).block_until_ready(), span=0.1)


if __name__ == "__main__":
    rounds(measure)
