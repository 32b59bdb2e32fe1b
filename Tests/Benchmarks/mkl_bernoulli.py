"""Times MKL's own Bernoulli numbers, which PyTorch 2.0 to 2.6 took, through ctypes."""

# SPDX-License-Identifier: Apache-2.0

import ctypes
import glob
import os
import sys

from timing import report, rounds

COUNT = 1 << 14
MCG31 = 1048576  # VSL_BRNG_MCG31

os.environ["MKL_THREADING_LAYER"] = "SEQUENTIAL"
[path] = glob.glob(os.path.join(sys.prefix, "lib", "libmkl_rt.so*"))
library = ctypes.CDLL(path)
stream = ctypes.c_void_p()
if library.vslNewStream(ctypes.byref(stream), MCG31, ctypes.c_uint32(2021)):
    raise SystemExit("mkl_bernoulli.py: MKL makes no stream")
buffer = (ctypes.c_int32 * COUNT)()
probability = ctypes.c_double(0.67)


def measure():
    report(
        "viRngBernoulli", COUNT,
        lambda: library.viRngBernoulli(0, stream, COUNT, buffer, probability),
    )  # fmt: skip


if __name__ == "__main__":
    rounds(measure)
