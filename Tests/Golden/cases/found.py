"""Command lines that once came out wrong, found by the oracle or by a mutant."""

# SPDX-License-Identifier: Apache-2.0

NUMPY = [
    f"apply --engine {engine} --seed 7 {words}".split()
    for engine in ("numpy", "numpy-generator")
    for words in (
        # 0 / 0 where nothing is kept.
        "--mode dropout:cs231n --keep-prob 0 --shape 5",
        "--mode dropout:cs231n --p 1 --input @ramp-float16.npy",
        # The factor of evaluation is rounded to the array's type.
        "--mode vanilla-dropout --eval --p 0.33 --input @ramp-float16.npy",
        "--mode vanilla-dropout --eval --p 0.33 --input @ramp-float32.npy",
        # So is the divisor.
        "--mode dropout:rand-lt --p 0.33 --input @ramp-float16.npy",
    )
]

JAX = [
    f"apply --engine jax --seed 7 --mode {mode} --p {p} --input @{name}-float64.npy".split()
    for mode in ("dropout", "dropout:linen", "dropout:nnx")
    for p in ("0", "0.33", "1")
    for name in ("ramp", "special")
]

# A scale that float16 cannot hold: what is dropped is NaN where zero is multiplied by infinity.
_SCALES = [
    f"apply --engine ENGINE --seed 7 --p {p} --dtype {dtype} --shape 40 --input {name}"
    for p in ("0.99999", "0.999")
    for dtype in ("float16", "bfloat16")
    for name in ("arange", "ones")
]
MLX = [line.replace("ENGINE", "mlx").split() for line in _SCALES]
TENSORFLOW = [line.replace("ENGINE", "tensorflow").split() for line in _SCALES]

# What ATen computes without its vector kernels: ATEN_CPU_CAPABILITY=default.
LIBM = [
    f"sample {draw} --seed {seed} --shape {shape} --dtype {dtype} --vector-math libm".split()
    for draw in (
        "randn", "normal --mean 1.5 --std 0.3", "normal --std 1e-25", "uniform --low 0.1 --high 3.3",
    )
    for seed, shape in ((1, "5"), (2, "16"), (3, "100"))
    for dtype in ("float32", "float16", "bfloat16")
]  # fmt: skip
