"""The PyTorch side of against-pytorch: what regx compare does, in PyTorch."""

# SPDX-License-Identifier: Apache-2.0

import torch
from torch.nn import functional as F


def drop_path(x, p):
    """DropPath as timm first had it: a uniform per sample, raised by 1 - p and cut off."""
    keep = 1 - p
    noise = torch.rand((x.shape[0],) + (1,) * (x.dim() - 1), dtype=x.dtype)
    return x.div(keep) * noise.add(keep).floor()


torch.manual_seed(2021)
x = torch.rand(3, 2, 2, 2)
print("# DropPath", drop_path(x, 0.33), sep="\n")
print("# Dropout", F.dropout(x, 0.33), sep="\n")
