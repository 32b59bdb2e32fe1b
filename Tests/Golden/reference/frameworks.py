"""Imports PyTorch, timm and torchvision so that their Python code runs with any wheels."""

# SPDX-License-Identifier: Apache-2.0

import contextlib
import os
import sys
import warnings

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch

torch.set_num_threads(1)  # no result here depends on it; a worker shares the machine


def _define_missing_operators():
    """Declares torchvision's C++ operators where its extension does not load.

    A torchvision wheel built for another torch imports only if these names exist. Nothing that is
    used here calls them: `stochastic_depth` and `drop_block*` are pure Python.
    """
    for name in ("nms", "qnms"):
        with contextlib.suppress(RuntimeError):
            signature = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"
            torch.library.define(f"torchvision::{name}", signature)


try:
    import torchvision
except RuntimeError:
    _define_missing_operators()
    for name in [name for name in sys.modules if name.startswith("torchvision")]:
        del sys.modules[name]
    import torchvision

import timm.layers.drop
import torchvision.ops

warnings.filterwarnings("ignore", module="torch")


def versions():
    """What a golden file's header says of the frameworks behind it."""
    return {
        "framework": "torch",
        "version": torch.__version__,
        "timm": timm.__version__,
        "torchvision": torchvision.__version__,
        "cpuCapability": torch.backends.cpu.get_cpu_capability(),
    }


DTYPES = {
    name: getattr(torch, name)
    for name in (
        "float32 float64 float16 bfloat16 int8 int16 int32 int64 uint8 uint32 bool".split()
    )
    if hasattr(torch, name)  # 2.2 has no uint32
}
