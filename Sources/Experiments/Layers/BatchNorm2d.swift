// nn.BatchNorm2d, with the running statistics that evaluation normalizes with.
// SPDX-License-Identifier: Apache-2.0

package import TensorCore

/// Normalizes each channel over samples and pixels, with a scale of ones and a shift of zeros at
/// the start; momentum 0.1, eps 1e-5.
///
/// - Training: by the batch's mean and its variance over n; the running mean moves a tenth of the
///   way to the batch's mean, the running variance to the batch's variance over n - 1.
/// - Evaluation: by the running mean and variance, which stay.
/// - Arithmetic: sums in double, then `x * a + b` in float32 as PyTorch's CPU kernels form it.
///
/// Source: Ioffe and Szegedy 2015; PyTorch 2.13, `aten/src/ATen/native/Normalization.cpp`.
package struct BatchNorm2d: Sendable {
  package let weight: Tensor<Float>
  package let bias: Tensor<Float>
  package private(set) var runningMean: Tensor<Float>
  package private(set) var runningVariance: Tensor<Float>
  package private(set) var batchesTracked: Int64 = 0

  private static let eps = 1e-5
  private static let momentum = 0.1

  package init(channels: Int) {
    let shape = Shape.vector(channels)
    let zeros = Tensor<Float>(shape: shape, elements: Array(repeating: 0, count: channels))
    let ones = Tensor<Float>(shape: shape, elements: Array(repeating: 1, count: channels))
    (weight, bias, runningMean, runningVariance) = (ones, zeros, zeros, ones)
  }

  /// Normalizes x in place.
  ///
  /// - Shape: (N, channels, H, W).
  /// - Throws: `NetworkError` in training where a channel has but one value.
  package mutating func apply(to x: inout Tensor<Float>, training: Bool) throws(NetworkError) {
    let (samples, channels) = (x.shape.extents[0], x.shape.extents[1])
    precondition(x.shape.rank == 4 && channels == weight.elements.count)
    let pixels = x.shape.inner(after: 2)
    if training {
      guard samples * pixels != 1 else { throw .oneValuePerChannel(x.shape) }
      batchesTracked += 1
    }
    for channel in 0..<channels {
      var (mean, variance) = (
        Double(runningMean.elements[channel]), Double(runningVariance.elements[channel])
      )
      if training {
        let sum: Double
        (mean, sum) = moments(x, channel: channel, samples: samples, pixels: pixels)
        let count = Double(samples * pixels)
        variance = sum / count
        move(&runningMean.elements[channel], toward: mean)
        move(&runningVariance.elements[channel], toward: sum / (count - 1))
      }
      let deviation = (variance + Self.eps).squareRoot()
      let factor = Float(1 / deviation) * weight.elements[channel]
      let term = bias.elements[channel] - Float(mean) * factor
      for sample in 0..<samples {
        let start = (sample * channels + channel) * pixels
        for i in start..<start + pixels { x.elements[i] = x.elements[i] * factor + term }
      }
    }
  }

  private func move(_ value: inout Float, toward batch: Double) {
    value = Float(Self.momentum * batch + (1 - Self.momentum) * Double(value))
  }

  /// The mean of a channel, and the sum of its squared deviations from it.
  private func moments(
    _ x: Tensor<Float>, channel: Int, samples: Int, pixels: Int
  ) -> (mean: Double, squares: Double) {
    let channels = x.shape.extents[1]
    func sum(_ term: (Double) -> Double) -> Double {
      var total = 0.0
      for sample in 0..<samples {
        let start = (sample * channels + channel) * pixels
        for i in start..<start + pixels { total += term(Double(x.elements[i])) }
      }
      return total
    }
    let mean = sum { $0 } / Double(samples * pixels)
    return (mean, sum { ($0 - mean) * ($0 - mean) })
  }
}
