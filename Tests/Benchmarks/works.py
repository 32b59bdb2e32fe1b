"""What is measured: each work of regx, by whom, what does the same beside it, and the goals."""

# SPDX-License-Identifier: Apache-2.0

from typing import NamedTuple

# Who measures. The names are those of the files here that do it.
MEASURE = "Measure"  # regx, in process
TORCH, TEXTS, MKL, JAX = "frameworks.py", "texts.py", "mkl_bernoulli.py", "jax_random.py"
PROCESSES = "processes.py"  # whole processes, of regx and others


class Reference(NamedTuple):
    name: str
    by: str
    goal: float = 0  # regx is to be at least so many times as fast
    goals: dict = {}  # the same for some kernels and threads only

    def goal_of(self, kernels, threads):
        return self.goals.get((kernels, int(threads)), self.goal)


class Work(NamedTuple):
    name: str
    unit: str  # of a median: ns are per element
    by: str
    references: list[Reference] = []
    limit: float = 0  # the median itself is to be no more


def _fill(name, original="", by=TORCH, goal=0, **goals):
    goals = {(kernels, 1): goal for kernels, goal in goals.items()}
    return Work(name, "ns", MEASURE, [Reference(original, by, goal, goals)] if original else [])


_COPY = Reference("copy", MEASURE)
_DROPOUT_GOALS = {
    ("base", 1): 6, ("avx2", 1): 12, ("avx512", 1): 16,
    ("base", 2): 9, ("avx2", 2): 18, ("avx512", 2): 22,
}  # fmt: skip
_DROPOUT = [Reference("F.dropout", TORCH, 0, _DROPOUT_GOALS), _COPY]
WORKS = [
    _fill("rand", "torch.rand", base=8, avx2=15, avx512=35),
    _fill("randn", "torch.randn", goal=4),
    _fill("randn64", "torch.randn float64"),
    _fill("bernoulli", "torch.bernoulli_"),
    _fill("bernoulli-mkl", "viRngBernoulli", MKL, goal=4),
    Work("dropout", "ns", MEASURE, _DROPOUT),
    Work("dropout-fresh", "ns", MEASURE, _DROPOUT),
    Work("dropout-mkl", "ns", MEASURE, [_COPY]),
    Work("dropout-mkl-fresh", "ns", MEASURE, [_COPY]),
    _fill("dropout-float64", "F.dropout float64"),
    _fill("dropout-float16", "F.dropout float16"),
    _fill("dropout-bfloat16", "F.dropout bfloat16"),
    _fill("numpy-random", "Generator.random", goal=4),
    _fill("numpy-random32", "Generator.random float32", goal=4),
    _fill("numpy-normal", "Generator.standard_normal"),
    _fill("numpy-normal32", "Generator.standard_normal float32"),
    _fill("numpy-legacy", "RandomState.random_sample"),
    _fill("numpy-legacy-normal", "RandomState.standard_normal"),
    _fill("jax-uniform", "jax.random.uniform", JAX, goal=4),
    _fill("jax-bernoulli", "jax.random.bernoulli", JAX),
    _fill("jax-normal", "jax.random.normal", JAX),
    _fill("copy", "torch.copy_"),
    _fill("jump-2^20"),
    _fill("jump-2^40"),
    _fill("jump-2^63"),
    *(
        _fill(f"search-{name}")
        for name in (
            "torch", "torch-later", "torch-places", "torch-mkl", "numpy-generator", "jax",
            "torch-cuda", "torch-cuda-apart", "torch-compile", "mlx", "tensorflow",
            "tensorflow-stateless",
        )
    ),
    Work("identify-million", "ms", PROCESSES, limit=1000),
    Work("identify-places", "ms", PROCESSES, limit=1000),
    Work(
        "startup", "ms", PROCESSES,
        [
            Reference("2 /bin/true + 0.5 ms", PROCESSES, 1),
            Reference("Python, PyTorch", PROCESSES, 300),
        ],
    ),
    Work("file-to-file", "ms", PROCESSES, [Reference("dd bs=256K", PROCESSES, 0.67)]),
    Work("pipe-to-pipe", "ms", PROCESSES, [Reference("cat", PROCESSES)]),
    Work("40-GB-compare", "ms", PROCESSES, limit=20),
    Work("40-GB-compare-memory", "MB", PROCESSES, limit=8),
    Work("file-to-file-memory", "MB", PROCESSES),
    Work("write-torch", "MB/s", PROCESSES, [Reference("print(tensor)", TEXTS, 10)]),
    Work("write-numpy", "MB/s", PROCESSES, [Reference("np.array2string", TEXTS)]),
    Work("write-csv", "MB/s", PROCESSES, [Reference("np.savetxt", TEXTS, 1)]),
    Work("write-json", "MB/s", PROCESSES, [Reference("json.dump", TEXTS, 1)]),
    Work("write-hex", "MB/s", PROCESSES, [Reference("bytes.hex", TEXTS)]),
    Work("read-npy", "MB/s", PROCESSES, [Reference("np.load", TEXTS)]),
    Work("read-csv", "MB/s", PROCESSES, [Reference("np.loadtxt", TEXTS)]),
    Work("read-json", "MB/s", PROCESSES, [Reference("json.load", TEXTS, 1)]),
]  # fmt: skip


def wanted(works):
    """Which names each measurer is asked for."""
    names = {}
    for work in works:
        names.setdefault(work.by, []).append(work.name)
        for reference in work.references:
            names.setdefault(reference.by, []).append(reference.name)
    return {by: list(dict.fromkeys(there)) for by, there in names.items()}
