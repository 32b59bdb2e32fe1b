"""Makes torch-2.13.0-nan.jsonl: what becomes of the bits of NaNs, in float16 and float32.

    python3 make_nan.py      requirements-torch-2.13.0.txt

The other golden files write every NaN of a half format as one. PyTorch's vector kernels keep a
float16 NaN's sign and payload, as float32 does; in bfloat16 they do not, and the bits depend on
whether an element was computed in a vector register.
"""

# SPDX-License-Identifier: Apache-2.0

import json
import os

import numpy as np
import torch
import torch.nn.functional as F

from make_golden import HERE, INPUTS, header

SHAPE = (6, 4, 11)


def drop_path(x, p):
    """timm's drop_path."""
    keep = 1 - p
    mask = x.new_empty((x.shape[0],) + (1,) * (x.ndim - 1)).bernoulli_(keep)
    return x * (mask.div_(keep) if keep > 0 else mask)


def floor_drop_path(x, p):
    """timm's first drop_path."""
    keep = 1 - p
    noise = torch.rand((x.shape[0],) + (1,) * (x.ndim - 1), dtype=x.dtype)
    return x.div(keep) * noise.add(keep).floor()


MODES = {
    "dropout": lambda x, p: F.dropout(x, p),
    "vanilla-dropout": lambda x, p: x * torch.empty_like(x).bernoulli_(1 - p),
    "feature-dropout": lambda x, p: torch.feature_dropout(x, p, True),
    "alpha-dropout": lambda x, p: F.alpha_dropout(x, p, True),
    "feature-alpha-dropout": lambda x, p: F.feature_alpha_dropout(x, p, True),
    "drop-path": floor_drop_path,
    "drop-path:bernoulli": drop_path,
}


def inputs():
    """Random bits, a third of them of NaNs and infinities, of each type."""
    generator = np.random.RandomState(12)
    types = [("float16", np.uint16, 0x7C00), ("float32", np.uint32, 0x7F80 << 16)]
    for dtype, word, exponent in types:
        bits = generator.randint(0, 2 ** (8 * word().itemsize), SHAPE, np.int64).astype(word)
        bits[generator.random_sample(SHAPE) < 0.33] |= word(exponent)
        bits.flat[:4] = [exponent, exponent, exponent + 1, exponent + 1]
        yield f"nan-{dtype}.npy", bits, dtype


def cases():
    for name, bits, dtype in inputs():
        array = bits.view(dtype)
        np.save(os.path.join(INPUTS, name), array)
        for seed, (mode, function) in enumerate(MODES.items()):
            for p in (0.3, 0.5, 1.0):
                torch.manual_seed(seed)
                made = function(torch.from_numpy(array.copy()), p).contiguous().numpy()
                digits = 2 * bits.itemsize
                words = [f"{word:0{digits}x}" for word in made.view(bits.dtype).ravel().tolist()]
                args = ["apply", "--mode", mode, "--p", str(p), "--seed", str(seed)]
                yield {"args": args + ["--input", f"@{name}"], "bits": " ".join(words)}


if __name__ == "__main__":
    torch.set_num_threads(1)
    first_line = header(
        {
            "framework": "torch",
            "version": torch.__version__,
            "cpuCapability": torch.backends.cpu.get_cpu_capability(),
        }
    )
    first_line["script"] = "Tests/Golden/make_nan.py"
    with open(os.path.join(HERE, "torch-2.13.0-nan.jsonl"), "w") as file:
        for line in [first_line, *cases()]:
            print(json.dumps(line), file=file)
