"""Makes the golden files of `stats` and `schedule`: `python3 make_statistics.py schedule` and so on.

Each set is made inside the environment of its framework (see README.md).
"""

# SPDX-License-Identifier: Apache-2.0

import json
import os
import random
import struct
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

DEPTHS = [[1], [2], [7], [12], [24], [3, 3, 9, 3]]
RATES = [0.0, 0.05, 0.1, 0.2, 0.3, 1 / 3, 0.5, 0.9, 1.0]


def write(name, header, cases):
    """Writes the header and the cases, a line each."""
    with open(os.path.join(HERE, name), "w") as file:
        for line in [{**header, "script": "Tests/Golden/make_statistics.py"}, *cases]:
            print(json.dumps(line), file=file)
    print(f"{name}: {len(cases)} cases")


def bit_patterns(values):
    """float32 values as bit patterns; every one must be a float32."""
    assert all(struct.unpack("<f", struct.pack("<f", value))[0] == value for value in values)
    return " ".join(struct.pack(">f", value).hex() for value in values)


def rates(vector_math):
    """timm's rates, per block and by stages."""
    from timm.layers import calculate_drop_path_rates

    generator = random.Random("schedule")
    settings = [(rate, depths) for rate in RATES for depths in DEPTHS]
    for _ in range(16):
        depths = [generator.randint(1, 16) for _ in range(generator.randint(1, 4))]
        settings.append((round(generator.random(), generator.randint(1, 6)), depths))
    for rate, depths in settings:
        case = {"vectorMath": vector_math, "rate": repr(rate), "depths": depths}
        flat = calculate_drop_path_rates(rate, depths)
        stages = calculate_drop_path_rates(rate, depths, stagewise=True)
        assert [len(stage) for stage in stages] == depths
        together = [value for stage in stages for value in stage]
        yield {**case, "linear": bit_patterns(flat), "stagewise": bit_patterns(together)}


def counts():
    """How many blocks of DropPath were live, sample by sample, over several batches."""
    from reference.frameworks import torch
    from timm.layers import DropPath, calculate_drop_path_rates

    for seed, rate, depths, batch, trials in [
        (0, 0.1, [3, 3, 9, 3], 1, 500), (7, 0.5, [12], 5, 100), (2021, 0.9, [4], 17, 60),
    ]:  # fmt: skip
        made = calculate_drop_path_rates(rate, depths)
        blocks = [DropPath(p) if p > 0 else torch.nn.Identity() for p in made]
        torch.manual_seed(seed)
        samples = [0] * (len(blocks) + 1)
        for _ in range(trials):
            live = sum((block(torch.ones(batch, 1)) != 0).long() for block in blocks)
            for depth in live.flatten().tolist():
                samples[depth] += 1
        words = ["--seed", str(seed), "--rate", str(rate), "--batch", str(batch)]
        words += ["--depths", ",".join(map(str, depths)), "--trials", str(trials)]
        yield {"args": words, "samples": samples}


def schedule():
    """Drop rates with PyTorch's vector kernels and with its plain ones, and live blocks."""
    from reference import frameworks

    cases = list(rates("avx2")) + list(counts())
    plain = {**os.environ, "ATEN_CPU_CAPABILITY": "default"}
    command = [sys.executable, __file__, "plain-rates"]
    done = subprocess.run(command, env=plain, check=True, capture_output=True, text=True)
    cases += [json.loads(line) for line in done.stdout.splitlines()]
    write("timm-1.0.31-schedule.jsonl", frameworks.versions(), cases)


def plain_rates():
    """The rates of the plain kernels, for `schedule` to read."""
    from reference import frameworks  # noqa: F401, so that timm can be imported

    for case in rates("libm"):
        print(json.dumps(case))


def figures(words, outputs, masks, x):
    """What came of some trials: integers exactly, means from float64."""
    import numpy as np

    flat = np.array([np.asarray(output, dtype=np.float64) for output in outputs])
    dropped = int(sum((np.asarray(mask) == 0).sum() for mask in masks))
    draws = int(sum(np.asarray(mask).size for mask in masks))
    return {
        "args": words, "dropped": dropped, "draws": draws, "zeros": int((flat == 0).sum()),
        "elements": flat.size, "mean": flat.mean(), "variance": flat.var(),
        "batch": np.mean([output.var() for output in flat]),
        "input": float(np.asarray(x, dtype=np.float64).mean()),
    }  # fmt: skip


def torch_trials():
    """Calls of a mode that follow each other on one input."""
    from reference import command, frameworks, torch_inputs, torch_modes

    torch = frameworks.torch
    generator = random.Random("trials")
    cases = []
    for mode in torch_modes.MODES:
        if mode.startswith("drop-block") or mode == "drop-connect":
            continue
        shape = "5,7,3" if mode in ("dropout1d", "dropout3d") else "4,6,2,3"
        p = generator.choice(["0.1", "0.25", "0.33", "0.5", "0.8"])
        words = ["stats", "--mode", mode, "--shape", shape, "--p", p]
        words += ["--seed", str(generator.randrange(1 << 31))]
        trials = generator.randint(20, 200)
        request = command.parse(words)
        request.mode, request.show = [mode], ["mask", "output"]
        torch.manual_seed(request.seed)
        x = torch_inputs.make("rand", request.shape, None)
        made = [torch_modes.shown(mode, x, request) for _ in range(trials)]
        cases.append(
            figures(words + ["--trials", str(trials)], [m[1] for m in made], [m[0] for m in made], x)
        )
    write("torch-2.13.0-trials.jsonl", frameworks.versions(), cases)


def jax_trials():
    """Flax's layers with the key of trial t, `fold_in(key(seed), t)`."""
    import flax.linen
    import jax
    from flax import nnx
    from reference import jax_engine

    layers = {
        "dropout": lambda p, x, key: flax.linen.Dropout(p, deterministic=False).apply(
            {}, x, rng=key
        ),
        "dropout:linen": lambda p, x, key: flax.linen.Dropout(p, deterministic=False).apply(
            {}, x, rngs={"dropout": key}
        ),
        "dropout:nnx": lambda p, x, key: nnx.Dropout(p, rngs=nnx.Rngs(key))(x),
    }
    cases = []
    for mode, layer in layers.items():
        words = ["stats", "--engine", "jax", "--mode", mode, "--shape", "4,5", "--p", "0.3"]
        words += ["--seed", "11", "--trials", "40"]
        key = jax.random.key(11)
        x = jax.random.uniform(key, (4, 5))
        outputs = [layer(0.3, x, jax.random.fold_in(key, trial)) for trial in range(40)]
        cases.append(figures(words, outputs, outputs, x))
    write("jax-0.10.2-trials.jsonl", jax_engine.versions(), cases)


def refined(x, k, n, tail):
    """The x near this one with P(X <= k) = tail, for small k: there scipy's has nine digits."""
    from mpmath import mp, mpf

    mp.dps = 50
    x, tail = mpf(x), mpf(tail)
    for _ in range(3):
        point, below = (1 - x) ** n, mpf(0)
        for successes in range(k + 1):
            below += point
            last, point = point, point * (n - successes) / (successes + 1) * x / (1 - x)
        x += (below - tail) / (last * (n - k) / (1 - x))
    return float(x)


def intervals():
    """Clopper and Pearson's intervals, as quantiles of the beta distribution.

    `binomtest(k, n).proportion_ci(method="exact")` searches for the same numbers and stops within
    1e-12, which for small k is no digit.
    """
    import scipy
    from scipy.stats import beta

    generator = random.Random("intervals")
    settings = [(k, n) for n in (1, 2, 3, 10, 15, 16, 17, 30) for k in range(n + 1)]
    for digits in range(2, 11):
        for _ in range(12):
            n = generator.randint(10 ** (digits - 1), 10**digits)
            near = generator.choice([0, 1, 2, n // 1000, n // 100, n // 10, n // 3, n // 2])
            settings += [(near, n), (n - near, n), (generator.randint(0, n), n)]
    cases = []
    for k, n in settings:
        confidence = generator.choice([0.95, 0.95, 0.99, 0.9, 0.5, 0.999])
        tail = (1 - confidence) / 2
        high = float(beta.isf(tail, k + 1, n - k)) if k < n else 1.0
        cases.append({
            "successes": k, "trials": n, "confidence": confidence,
            "low": float(beta.ppf(tail, k, n - k + 1)) if k else 0.0,
            "high": refined(high, k, n, tail) if k <= 2 and n > 1e5 else high,
        })  # fmt: skip
    write("scipy-1.17.1-intervals.jsonl", {"framework": "scipy", "version": scipy.__version__}, cases)


SETS = {
    "schedule": schedule,
    "plain-rates": plain_rates,
    "torch-trials": torch_trials,
    "jax-trials": jax_trials,
    "intervals": intervals,
}

if __name__ == "__main__":
    if sys.argv[1:2] == [] or sys.argv[1] not in SETS:
        sys.exit(f"usage: make_statistics.py {{{','.join(SETS)}}}")
    SETS[sys.argv[1]]()
