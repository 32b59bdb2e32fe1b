"""The two-layer network with dropout: the documents' NumPy functions, and the same in PyTorch.

The documents' functions have typing slips (`imoport`, `maxinum`, `reate`); here stands what they
mean, with a record of each step. Weights are drawn by regx's stated rule: for each layer weight,
then bias, uniform from -k to k with k = 1 / sqrt(inputs); then the input, `rand`.
"""

# SPDX-License-Identifier: Apache-2.0

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn


def van_train(rate, x, w1, b1, w2, b2, binomial, record):
    """Vanilla dropout in training: a mask after each layer, nothing scaled."""
    layer1 = np.maximum(0, np.dot(w1, x) + b1)
    mask1 = binomial(1, 1 - rate, layer1.shape)
    record(layer1=layer1, mask1=mask1)
    layer1 = layer1 * mask1
    layer2 = np.maximum(0, np.dot(w2, layer1) + b2)
    mask2 = binomial(1, 1 - rate, layer2.shape)
    record(dropped1=layer1, layer2=layer2, mask2=mask2)
    return layer2 * mask2


def van_test(rate, x, w1, b1, w2, b2, record):
    """Vanilla dropout in testing: each layer times the probability to keep."""
    layer1 = np.maximum(0, np.dot(w1, x) + b1)
    record(layer1=layer1)
    layer1 = layer1 * (1 - rate)
    layer2 = np.maximum(0, np.dot(w2, layer1) + b2)
    record(dropped1=layer1, layer2=layer2)
    return layer2 * (1 - rate)


def inv_train(rate, x, w1, b1, w2, b2, binomial, record):
    """Inverted dropout in training: a mask after each layer, then the division."""
    layer1 = np.maximum(0, np.dot(w1, x) + b1)
    mask1 = binomial(1, 1 - rate, layer1.shape)
    record(layer1=layer1, mask1=mask1)
    layer1 = layer1 * mask1
    layer1 /= 1 - rate
    layer2 = np.maximum(0, np.dot(w2, layer1) + b2)
    mask2 = binomial(1, 1 - rate, layer2.shape)
    record(dropped1=layer1, layer2=layer2, mask2=mask2)
    layer2 = layer2 * mask2
    layer2 /= 1 - rate
    return layer2


def inv_test(x, w1, b1, w2, b2, record):
    """Inverted dropout in testing, and no dropout at all: nothing to do."""
    layer1 = np.maximum(0, np.dot(w1, x) + b1)
    record(layer1=layer1)
    layer2 = np.maximum(0, np.dot(w2, layer1) + b2)
    record(dropped1=layer1, layer2=layer2)
    return layer2


def numpy_tensors(engine, seed, sizes, columns, p, rule, parameters=None, x=None):
    """Every array of the network by its name in regx, training before testing.

    float32 stays float32 until it meets float64; masks, which are integers, are given as float64.
    """
    if engine == "numpy":
        state = np.random.RandomState(seed)
        uniform, rand = state.uniform, lambda *shape: state.random_sample(shape)
    else:
        state = np.random.default_rng(seed)
        uniform, rand = state.uniform, lambda *shape: state.random(shape)
    if parameters is None:
        parameters = []
        for inputs, outputs in zip(sizes, sizes[1:]):
            k = 1 / math.sqrt(inputs)
            parameters += [uniform(-k, k, (outputs, inputs)), uniform(-k, k, (outputs, 1))]
    if x is None:
        x = rand(parameters[0].shape[1], columns)
    tensors = dict(zip(("w1", "b1", "w2", "b2"), parameters), x=x)
    for phase in ("train", "test"):

        def record(**arrays):
            tensors.update({f"{phase}.{name}": array for name, array in arrays.items()})

        if rule == "none" or (rule, phase) == ("inverted", "test"):
            output = inv_test(x, *parameters, record)
        elif phase == "test":
            output = van_test(p, x, *parameters, record)
        else:
            train = van_train if rule == "vanilla" else inv_train
            output = train(p, x, *parameters, state.binomial, record)
        record(output=output)
    return {
        name: array if array.dtype == np.float32 else np.asarray(array, dtype=np.float64)
        for name, array in tensors.items()
    }


def torch_tensors(seed, sizes, columns, p, rule):
    """The same network of `nn.Linear` and `F.dropout`, of any depth."""
    torch.manual_seed(seed)
    linears = [nn.Linear(inputs, outputs) for inputs, outputs in zip(sizes, sizes[1:])]
    x = torch.rand(sizes[0], columns)
    tensors = {}
    for i, linear in enumerate(linears, 1):
        tensors |= {f"w{i}": linear.weight.detach(), f"b{i}": linear.bias.detach()[:, None]}
    tensors["x"] = x
    for phase in ("train", "test"):
        layer = x
        for i, linear in enumerate(linears, 1):
            layer = torch.relu(linear.weight @ layer + linear.bias[:, None]).detach()
            tensors[f"{phase}.layer{i}"] = layer
            layer, mask = _dropped(layer, p, rule, phase == "train")
            if mask is not None:
                tensors[f"{phase}.mask{i}"] = mask
            last = i == len(linears)
            tensors[f"{phase}.output" if last else f"{phase}.dropped{i}"] = layer
    return {name: tensor.numpy() for name, tensor in tensors.items()}


def _dropped(layer, p, rule, training):
    """The layer after dropout, and its mask where there is one."""
    if rule == "none":
        return layer, None
    if rule == "inverted":
        state = torch.random.get_rng_state()
        noise = F.dropout(torch.ones_like(layer), p, training)
        torch.random.set_rng_state(state)
        return F.dropout(layer, p, training), (noise != 0).float() if training else None
    if not training:
        return layer * (1 - p), None
    mask = torch.empty_like(layer).bernoulli_(1 - p)
    return layer * mask, mask
