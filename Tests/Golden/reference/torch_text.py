"""Text as PyTorch prints it, under `torch.set_printoptions`."""

# SPDX-License-Identifier: Apache-2.0

import re

from .frameworks import torch


def text(tensor, request):
    """The bytes of `print(tensor)` after one `torch.set_printoptions` with the given flags."""
    torch.set_printoptions(profile="default")
    torch.set_printoptions(**request.print_options)
    return str(tensor) + "\n"


def compact(tensor, request):
    """The same with one line break less wherever blank lines stand, as the documents show it."""
    return re.sub(r"\n(\n+)", r"\1", text(tensor, request))


def heading(mode):
    """`compare`'s heading of a mode."""
    name, _, variant = mode.partition(":")
    method = {"drop-path": "DropPath", "dropout": "Dropout"}[name]
    return f"# {method} ({variant})\n" if variant else f"# {method}\n"
