"""Text as NumPy prints it."""

# SPDX-License-Identifier: Apache-2.0

import numpy as np

_OPTIONS = ("precision", "threshold", "edgeitems", "linewidth")


def text(array, request):
    """The bytes of `print(array)`, or of `print(repr(array))` with `--repr`."""
    options = {k: v for k, v in request.print_options.items() if k in _OPTIONS}
    if request.print_options.get("sci_mode") is False:
        options["suppress"] = True
    with np.printoptions(**options):
        return (repr(array) if request.repr else str(array)) + "\n"
