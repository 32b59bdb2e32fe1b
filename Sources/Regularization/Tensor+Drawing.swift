// Tensors made as the frameworks make them: drawn, filled, counted.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

extension Tensor where Element: DrawableScalar {
  /// The framework's `rand`: uniform in 0..<1, `Tensor<Float>.rand(3, 2, using: &generator)`.
  ///
  /// - Draws: see the generator's `rand`; in PyTorch one 32-bit word per element, two in float64.
  /// - Throws: `UnsupportedDraw` where the framework has no such type.
  public static func rand(
    _ extents: Int..., using generator: inout some FrameworkGenerator
  ) throws -> Tensor { try rand(try Shape(extents), using: &generator) }

  /// The framework's `rand` in this shape.
  public static func rand(
    _ shape: Shape, using generator: inout some FrameworkGenerator
  ) throws -> Tensor {
    try RandomValues<Element>(
      try Element.rand(count: shape.count, using: &generator), shape: shape
    ).tensor()
  }

  /// The framework's uniform from `low` to `high`, as in `nn.init.uniform_(low, high)`.
  ///
  /// - Draws: see the generator's `uniform`; in PyTorch one 32-bit word per element, two in float64.
  /// - Throws: `UnsupportedDraw` where the framework has no such draw, or refuses the ends.
  public static func uniform(
    _ shape: Shape, low: Double, high: Double, using generator: inout some FrameworkGenerator
  ) throws -> Tensor {
    let draw = try Element.uniform(low: low, high: high, count: shape.count, using: &generator)
    return try RandomValues<Element>(draw, shape: shape).tensor()
  }

  /// The framework's `randn`: normal with mean 0 and standard deviation 1.
  ///
  /// - Draws: see the generator's `normal`.
  /// - Throws: `UnsupportedDraw` where the framework has no such type.
  public static func randn(
    _ extents: Int..., using generator: inout some FrameworkGenerator
  ) throws -> Tensor { try randn(try Shape(extents), using: &generator) }

  /// The framework's `randn` in this shape.
  public static func randn(
    _ shape: Shape, using generator: inout some FrameworkGenerator
  ) throws -> Tensor {
    try RandomValues<Element>(
      try Element.normal(mean: 0, std: 1, count: shape.count, using: &generator), shape: shape
    ).tensor()
  }

  /// The framework's Bernoulli numbers: 1 with probability `p`, else 0.
  ///
  /// - Draws: see the generator's `bernoulli`; in PyTorch two 32-bit words per element, before 2.7
  ///   on x86 one word in all.
  public static func bernoulli(
    _ p: Probability, _ shape: Shape, using generator: inout some FrameworkGenerator
  ) throws -> Tensor {
    let draw = try generator.bernoulli(p.value, count: shape.count)
    return try RandomMask(draw, one: Element(rounding: 1 as Double), shape: shape).tensor()
  }
}

extension Tensor where Element: FloatingScalar {
  /// 0 everywhere.
  public static func zeros(_ shape: Shape) -> Tensor {
    Tensor(shape: shape, elements: Array(repeating: .zero, count: shape.count))
  }

  /// 1 everywhere.
  public static func ones(_ shape: Shape) -> Tensor {
    let one = Element(rounding: 1 as Double)
    return Tensor(shape: shape, elements: Array(repeating: one, count: shape.count))
  }

  /// 0, 1, 2, … in row-major order, each rounded once.
  public static func arange(_ shape: Shape) -> Tensor {
    var elements = [Element](repeating: .zero, count: shape.count)
    var block = elements.mutableSpan
    Arange<Element>(shape: shape).fill(&block, from: 0)
    return Tensor(shape: shape, elements: elements)
  }
}
