"""`apply`, `compare`, `sample` and `print` on PyTorch."""

# SPDX-License-Identifier: Apache-2.0

import contextlib

from . import bits, numpy_text, torch_inputs, torch_modes, torch_sample, torch_text
from .command import NotKnown
from .frameworks import torch

_VERSION = tuple(map(int, torch.__version__.split(".")[:2]))

# PyTorch 2.0 to 2.6, whose x86 wheels draw Bernoulli numbers with MKL.
_BUILT_WITH_MKL = (2, 0) <= _VERSION <= (2, 6)

# The engines that this very PyTorch is.
_SELF = {"torch-{}.{}".format(*_VERSION)}
_SELF |= {"torch"} if _VERSION == (2, 13) else {"torch-mkl"} if _VERSION == (2, 6) else set()


def _words(value):
    if not isinstance(value, torch.Tensor):
        return bits.array_words(value)
    flat = value.detach().contiguous().reshape(-1)
    raw = flat.view(torch.uint8).numpy().tobytes() if flat.numel() else b""
    return bits.words_of(raw, str(value.dtype).removeprefix("torch."), value.element_size())


def _applied(request):
    """(mode, tensors shown) for each mode in turn, on one input with one generator."""
    torch_inputs.seed(request.seed)
    x = torch_inputs.make(request.input, request.shape, request.dtype, request.tensor)
    x = torch_inputs.arranged(x, request.memory_format, request.transpose)
    torch_sample.skip(request.skip)
    for mode in request.mode:
        if mode not in torch_modes.MODES:
            raise NotKnown(f"mode {mode}")
    return [(mode, torch_modes.shown(mode, x, request)) for mode in request.mode]


def _results(request):
    """(mode or `None`, tensors shown) for everything the command computes."""
    if request.command == "print":
        return [(None, [torch_inputs.read(request.operands[0], request.tensor)])]
    if request.command == "sample":
        return [(None, [torch_sample.sample(request)])]
    return _applied(request)


def _numpy_text(tensor, request):
    return numpy_text.text(tensor.numpy(), request)


_WRITERS = {
    "torch": torch_text.text,
    "compact": torch_text.compact,
    "numpy": _numpy_text,
}


def _engine(request):
    """The context in which this PyTorch draws as the engine says."""
    plain = torch.backends.cpu.get_cpu_capability() == "DEFAULT"
    if plain != (request.vector_math == "libm"):
        raise NotKnown("set ATEN_CPU_CAPABILITY=default for --vector-math libm, and only for it")
    if request.engine in _SELF:
        return contextlib.nullcontext()
    if _BUILT_WITH_MKL or request.engine != "torch-mkl":
        raise NotKnown(f"engine {request.engine}, in PyTorch {torch.__version__}")
    from . import mkl_bernoulli

    return mkl_bernoulli.MKLBernoulli()


def answer(request):
    """The result as `tensors` (lists of hex words) or `text`."""
    with _engine(request):
        results = _results(request)
    if request.format == "hex":
        return {"tensors": [_words(tensor) for _, tensors in results for tensor in tensors]}
    write = _WRITERS[request.format]
    text = ""
    for mode, tensors in results:
        if request.command == "compare":
            text += torch_text.heading(mode)
        text += "".join(write(tensor, request) for tensor in tensors)
    return {"text": text}
