"""The model that Sources/Mixer ports, and the script that makes its golden file.

    python3 mixer.py        writes Tests/MixerTests/golden.safetensors; needs torch and safetensors
"""

# SPDX-License-Identifier: Apache-2.0

import os

import torch
from safetensors.torch import save_file
from torch import nn


class DropPath(nn.Module):
    """Drops whole samples of a residual branch, as timm's layer of this name."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.p == 0 or not self.training:
            return x
        keep = 1 - self.p
        mask = x.new_empty((x.shape[0],) + (1,) * (x.ndim - 1)).bernoulli_(keep)
        if keep > 0:
            mask.div_(keep)
        return x * mask


class Perceptron(nn.Module):
    """Two linear layers, with dropout after the activation and at the end."""

    def __init__(self, features, hidden, p):
        super().__init__()
        self.fc1 = nn.Linear(features, hidden)
        self.drop1 = nn.Dropout(p)
        self.fc2 = nn.Linear(hidden, features)
        self.drop2 = nn.Dropout(p)

    def forward(self, x):
        x = self.drop1(nn.functional.gelu(self.fc1(x)))
        return self.drop2(self.fc2(x))


class MixerBlock(nn.Module):
    """Mixes the tokens of each channel, then the channels of each token."""

    def __init__(self, tokens, channels, p, drop_path):
        super().__init__()
        self.norm1 = nn.LayerNorm(channels)
        self.tokens = Perceptron(tokens, 2 * tokens, p)
        self.norm2 = nn.LayerNorm(channels)
        self.channels = Perceptron(channels, 2 * channels, p)
        self.drop_path = DropPath(drop_path)

    def forward(self, x):
        mixed = self.tokens(self.norm1(x).transpose(1, 2)).transpose(1, 2)
        x = x + self.drop_path(mixed)
        return x + self.drop_path(self.channels(self.norm2(x)))


class Mixer(nn.Module):
    """Blocks whose branches are dropped the more often the deeper they stand, and a classifier."""

    def __init__(self, tokens, channels, classes, depth, p, drop_path):
        super().__init__()
        rates = [drop_path * i / (depth - 1) for i in range(depth)]
        self.blocks = nn.Sequential(*[MixerBlock(tokens, channels, p, rate) for rate in rates])
        self.norm = nn.LayerNorm(channels)
        self.head = nn.Linear(channels, classes)

    def forward(self, x):
        return self.head(self.norm(self.blocks(x)).mean(1))


def golden():
    """What PyTorch made: parameters, input, each dropout's input and output, and the results."""
    torch.manual_seed(2021)
    torch.set_num_threads(1)
    model = Mixer(tokens=6, channels=8, classes=3, depth=3, p=0.2, drop_path=0.5)
    tensors = {f"parameters.{name}": value for name, value in model.named_parameters()}
    x = tensors["input"] = torch.randn(4, 6, 8)

    calls = []
    for module in model.modules():
        if isinstance(module, (nn.Dropout, DropPath)):
            module.register_forward_hook(lambda _, given, made: calls.append((given[0], made)))
    tensors["output.train"] = model(x)
    for i, (given, made) in enumerate(calls):
        tensors[f"calls.{i}.input"] = given
        tensors[f"calls.{i}.output"] = made
    # What is drawn next tells where the generator stands.
    tensors["next"] = torch.rand(8)
    tensors["output.eval"] = model.eval()(x)
    return {name: value.detach().contiguous().clone() for name, value in tensors.items()}


if __name__ == "__main__":
    folder = os.path.dirname(os.path.abspath(__file__))
    path = os.path.join(folder, "Tests", "MixerTests", "golden.safetensors")
    save_file(golden(), path, metadata={"torch": torch.__version__})
