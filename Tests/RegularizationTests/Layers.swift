// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization

/// Every layer with p = 0.2, and the generator that it is tried with.
let allLayers: [(layer: any Regularizer, generator: String)] =
  [
    (Dropout(p: 0.2), "torch"), (VanillaDropout(p: 0.2), "torch"),
    (UniformDropout(p: 0.2), "torch"), (UniformDropout(p: 0.2, comparison: .below), "torch"),
    (UniformDropout(p: 0.2, comparison: .below, scaling: .noise, uniforms: .float64), "numpy"),
    (NumPyDropout(p: 0.2), "numpy"), (NumPyDropout(p: 0.2, isInverted: false), "numpy"),
  ] + DropPath.Form.allCases.map { (DropPath(p: 0.2, form: $0), "torch") } + [
    (DropPath(p: 0.2, scaleByKeep: false), "torch"),
    (StochasticDepth(p: 0.2, mode: .row), "torch"),
    (StochasticDepth(p: 0.2, mode: .batch), "torch"),
    (Dropout1d(p: 0.2), "torch"), (Dropout2d(p: 0.2), "torch"), (Dropout3d(p: 0.2), "torch"),
    (FeatureDropout(p: 0.2), "torch"), (AlphaDropout(p: 0.2), "torch"),
    (FeatureAlphaDropout(p: 0.2), "torch"), (DropConnect(p: 0.2), "torch"),
    (GaussianDropout(p: 0.2), "torch"), (DropBlock2d(p: 0.2, blockSize: 3), "torch"),
    (TimmDropBlock2d(p: 0.2, blockSize: 3), "torch"),
    (TimmDropBlock2d(p: 0.2, blockSize: 3, withNoise: true), "torch"),
    (TimmDropBlock2d(p: 0.2, blockSize: 3, withNoise: true, coupleChannels: false), "torch"),
    (FlaxDropout(p: 0.2), "jax"), (FlaxDropout(p: 0.2, key: .linen), "jax"),
    (FlaxDropout(p: 0.2, key: .nnx), "jax"),
  ]

/// The generator of this name after seeding.
func generator(_ name: String, seed: UInt64) -> any FrameworkGenerator {
  switch name {
  case "torch": TorchGenerator(seed: seed)
  case "torch-mkl": TorchGenerator(seed: seed, version: .mkl)
  case "numpy": try! NumPyRandomState(seed: NumPySeed(seed))
  case "jax": JAXKey(seed: seed)
  default: preconditionFailure("no generator is named \(name)")
  }
}
