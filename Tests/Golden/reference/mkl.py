"""Intel MKL's MCG31 and Bernoulli generators, from the pip package `mkl`, through ctypes."""

# SPDX-License-Identifier: Apache-2.0

import ctypes
import glob
import os
import sys
from importlib import metadata

# One thread, and no second OpenMP runtime beside PyTorch's.
os.environ.setdefault("MKL_THREADING_LAYER", "SEQUENTIAL")

_MCG31 = 1048576  # VSL_BRNG_MCG31
_METHOD = 0  # the only one of either generator


def _library():
    [path] = glob.glob(os.path.join(sys.prefix, "lib", "libmkl_rt.so*"))
    return ctypes.CDLL(path)


_mkl = _library()


def version():
    """The version of the package."""
    return metadata.version("mkl")


def _filled(function, seed, buffer, *parameters):
    """Fills `buffer` from a new stream of this 32-bit seed."""
    stream = ctypes.c_void_p()
    statuses = [
        _mkl.vslNewStream(ctypes.byref(stream), _MCG31, ctypes.c_uint32(seed)),
        function(_METHOD, stream, len(buffer), buffer, *parameters),
        _mkl.vslDeleteStream(ctypes.byref(stream)),
    ]
    if any(statuses):
        raise RuntimeError(f"MKL: status {statuses}")
    return buffer


def words(seed, count):
    """The generator's raw 31-bit words."""
    return list(_filled(_mkl.viRngUniformBits, seed, (ctypes.c_uint32 * count)()))


def bernoulli(seed, count, p):
    """0 or 1 for each element: what PyTorch 2.0 to 2.6 takes for `bernoulli_(p)`."""
    buffer = (ctypes.c_int32 * count)()
    return _filled(_mkl.viRngBernoulli, seed, buffer, ctypes.c_double(p))
