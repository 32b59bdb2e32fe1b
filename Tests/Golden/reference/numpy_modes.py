"""NumPy's two dropout idioms, over a legacy `RandomState` or a `Generator`."""

# SPDX-License-Identifier: Apache-2.0

import numpy as np


def binomial(random, x, request):
    """`x * binomial(1, 1-p) / (1-p)`, as the inverted dropout of the documents' network."""
    return x * random.binomial(1, 1 - request.p, x.shape) / (1 - request.p)


def rand_lt(random, x, request):
    """`x * (rand < 1-p) / (1-p)`: `random` is the name that both generators have for `rand`."""
    return x * (random.random(x.shape) < 1 - request.p) / (1 - request.p)


def cs231n(random, x, request):
    """CS231n's notes: `U1 = (np.random.rand(*H1.shape) < p) / p; H1 *= U1`, p the keep probability."""
    return x * ((random.random(x.shape) < request.keep) / request.keep)


def vanilla(random, x, request):
    """The documents' first network: nothing is scaled in training."""
    return x * random.binomial(1, 1 - request.p, x.shape)


MODES = {
    "dropout:binomial": binomial,
    "dropout:rand-lt": rand_lt,
    "dropout:cs231n": cs231n,
    "vanilla-dropout": vanilla,
}


def apply(random, x, mode, request):
    """One mode's output; in evaluation inverted dropout is the identity, and nothing is drawn."""
    if not request.training:
        return x * (1 - request.p) if mode == "vanilla-dropout" else x
    with np.errstate(all="ignore"):  # p = 1 divides by zero, and the NaN is the answer
        return MODES[mode](random, x, request)
