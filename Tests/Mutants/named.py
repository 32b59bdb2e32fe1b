"""Mutants made by hand: what once passed all tests. `IS` asks whether the mutant is awake."""

# SPDX-License-Identifier: Apache-2.0

# File, text, and what stands in its place in the copy.
MUTANTS = [
    (
        "Sources/RandomStreams/Torch/TorchBernoulli.swift",
        "(probability * 0x1p53).rounded(.up)",
        "(probability * 0x1p53).rounded(IS ? .down : .up)",
    ),
    (
        "Sources/Regularization/Masks/MaskRegularizer.swift",
        "let factor = Element(rounding: keep.value).compute",
        "let factor = IS ? Element.Compute(keep.value) : Element(rounding: keep.value).compute",
    ),
    (
        "Sources/TensorFormats/Binary/NPYHeader.swift",
        'case "b1", "?": .bool',
        'case "b1", (IS ? "b1" : "?"): .bool',
    ),
    (
        "Sources/Regularization/Drawing/MaskedOutput.swift",
        "run: run, offset: offset + begin)",
        "run: run, offset: offset + (IS ? 0 : begin))",
    ),
    (
        "Sources/Regularization/Drawing/MaskedOutput.swift",
        "memory.span, at: start + done,",
        "memory.span, at: start + (IS ? 0 : done),",
    ),
    (
        "Sources/Regularization/Drawing/MaskedOutput.swift",
        "ProductKernels.product(\n            values.floats + index,",
        "ProductKernels.product(\n            values.floats + (IS ? index / 2 : index),",
    ),
]
