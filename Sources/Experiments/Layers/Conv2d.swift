// nn.Conv2d: stride 1, dilation 1, one group, zeros around.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
package import TensorCore

/// A two-dimensional convolution with a bias, as `nn.Conv2d(inputs, outputs, kernelSize, padding=…)`.
///
/// Each block of pixels is laid out as a matrix with a column a pixel (im2col), so that the
/// convolution is a matrix product. It agrees with PyTorch's but for the order of its sums.
package struct Conv2d: Sendable {
  /// (outputs, inputs, kernelSize, kernelSize).
  package let weight: Tensor<Float>
  /// (outputs).
  package let bias: Tensor<Float>
  package let padding: Int

  /// A layer initialized as PyTorch initializes it.
  ///
  /// - Draws: one uniform per weight, row-major, then one per bias.
  init(
    inputs: Int, outputs: Int, kernelSize: Int, padding: Int,
    using generator: inout any FrameworkGenerator
  ) throws {
    let bounds = InitialBounds.kaiming(fanIn: inputs * kernelSize * kernelSize)
    weight = try uniform(
      try Shape([outputs, inputs, kernelSize, kernelSize]), bound: bounds.weight,
      using: &generator)
    bias = try uniform(.vector(outputs), bound: bounds.bias, using: &generator)
    self.padding = padding
  }

  package init(weight: Tensor<Float>, bias: Tensor<Float>, padding: Int) {
    precondition(weight.shape.rank == 4 && bias.shape.extents == [weight.shape.extents[0]])
    self.weight = weight
    self.bias = bias
    self.padding = padding
  }

  private var outputs: Int { weight.shape.extents[0] }
  private var inputs: Int { weight.shape.extents[1] }
  private var kernelSize: Int { weight.shape.extents[2] }

  /// The convolution of x.
  ///
  /// - Shapes: x (N, inputs, H, W); the result (N, outputs, H', W'), H' = H + 2·padding -
  ///   kernelSize + 1.
  /// - Memory: besides the result, a block of columns of at most 256 KB, or of 8 columns.
  package func callAsFunction(_ x: Tensor<Float>) throws -> Tensor<Float> {
    precondition(x.shape.rank == 4 && x.shape.extents[1] == inputs)
    let grow = 2 * padding - kernelSize + 1
    let (samples, height, width) = (
      x.shape.extents[0], x.shape.extents[2], x.shape.extents[3]
    )
    let shape = try Shape([samples, outputs, max(0, height + grow), max(0, width + grow)])
    let pixels = shape.inner(after: 2)
    var result = [Float](repeating: 0, count: shape.count)
    guard shape.count > 0 else { return Tensor(shape: shape, elements: result) }
    let inner = inputs * kernelSize * kernelSize
    let block = max(8, min(256, 65536 / max(inner, 1)) / 8 * 8)
    var columns = [Float](repeating: 0, count: inner * block)
    for sample in 0..<samples {
      let plane = Plane(
        start: sample * inputs * height * width, channels: inputs, height: height, width: width)
      let start = sample * outputs * pixels
      for first in stride(from: 0, to: pixels, by: block) {
        let count = min(block, pixels - first)
        unfold(
          x.elements, plane, rowLength: shape.extents[3], pixels: first..<first + count,
          stride: block, into: &columns)
        addProduct(
          weight.elements, columns, inner: inner, stride: block, width: count, to: &result,
          resultStride: pixels, first: start + first)
      }
      for channel in 0..<outputs {
        let term = bias.elements[channel]
        for i in start + channel * pixels..<start + (channel + 1) * pixels { result[i] += term }
      }
    }
    return Tensor(shape: shape, elements: result)
  }

  /// Where one sample lies in x.
  private struct Plane {
    let start, channels, height, width: Int
  }

  /// Writes for each of the output's pixels what the kernel sees of it: a row for each channel and
  /// place in the kernel, a column for each pixel, zeros outside.
  private func unfold(
    _ x: [Float], _ plane: Plane, rowLength: Int, pixels: Range<Int>, stride: Int,
    into columns: inout [Float]
  ) {
    var target = 0
    for channel in 0..<plane.channels {
      let channelStart = plane.start + channel * plane.height * plane.width
      for dy in 0..<kernelSize {
        for dx in 0..<kernelSize {
          var (row, column) = pixels.lowerBound.quotientAndRemainder(dividingBy: rowLength)
          var done = 0
          while done < pixels.count {
            // To the end of a row of the output: neighbours there are neighbours in x.
            let run = min(rowLength - column, pixels.count - done)
            let y = row + dy - padding
            let left = column + dx - padding
            if y < 0 || y >= plane.height {
              for i in 0..<run { columns[target + done + i] = 0 }
            } else {
              let source = channelStart + y * plane.width
              let inside = max(0, -left)..<max(0, -left, min(run, plane.width - left))
              for i in 0..<min(run, inside.lowerBound) { columns[target + done + i] = 0 }
              for i in inside where i < run {
                columns[target + done + i] = x[source + left + i]
              }
              for i in min(run, inside.upperBound)..<run { columns[target + done + i] = 0 }
            }
            done += run
            (row, column) = (row + 1, 0)
          }
          target += stride
        }
      }
    }
  }
}
