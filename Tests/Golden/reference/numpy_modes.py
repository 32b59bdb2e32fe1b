"""NumPy's two dropout idioms, over a legacy `RandomState` or a `Generator`."""

import numpy as np


def binomial(random, x, request):
    """`x * binomial(1, 1-p) / (1-p)`, as the inverted dropout of the documents' network."""
    return x * random.binomial(1, 1 - request.p, x.shape) / (1 - request.p)


def rand_lt(random, x, request):
    """`x * (rand < 1-p) / (1-p)`: `random` is the name that both generators have for `rand`."""
    return x * (random.random(x.shape) < 1 - request.p) / (1 - request.p)


MODES = {"dropout:binomial": binomial, "dropout:rand-lt": rand_lt}


def apply(random, x, mode, request):
    """One mode's output; in evaluation inverted dropout is the identity and draws nothing."""
    if not request.training:
        return x
    with np.errstate(all="ignore"):  # p = 1 divides by zero, and the NaN is the answer
        return MODES[mode](random, x, request)
