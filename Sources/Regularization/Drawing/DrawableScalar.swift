// The element types as the generators draw them.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// An element that the frameworks draw: in float64, or in a format that fits in a Float.
public protocol DrawableScalar: FloatingScalar {
  /// The framework's `rand` for this type.
  static func rand(
    count: Int, using generator: inout some FrameworkGenerator
  ) throws(UnsupportedDraw) -> any Draw<Compute>
  /// The framework's uniform from `low` to `high` for this type.
  static func uniform(
    low: Double, high: Double, count: Int, using generator: inout some FrameworkGenerator
  ) throws(UnsupportedDraw) -> any Draw<Compute>
  /// The framework's normal for this type.
  static func normal(
    mean: Double, std: Double, count: Int, using generator: inout some FrameworkGenerator
  ) throws(UnsupportedDraw) -> any Draw<Compute>
}

extension DType {
  /// The Swift type of an element that the frameworks draw, `nil` for integers and bool.
  public var drawableType: (any DrawableScalar.Type)? {
    switch self {
    case .float32: Float.self
    case .float64: Double.self
    case .float16: Float16.self
    case .bfloat16: BFloat16.self
    case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64, .bool: nil
    }
  }
}

/// A type no wider than float32.
protocol SingleScalar: DrawableScalar where Compute == Float {
  static var format: RealFormat { get }
}

extension Float: SingleScalar { static var format: RealFormat { .float32 } }
extension Float16: SingleScalar { static var format: RealFormat { .float16 } }
extension BFloat16: SingleScalar { static var format: RealFormat { .bfloat16 } }

extension SingleScalar {
  public static func rand(
    count: Int, using generator: inout some FrameworkGenerator
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    try generator.rand(format, count: count)
  }

  public static func uniform(
    low: Double, high: Double, count: Int, using generator: inout some FrameworkGenerator
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    try generator.uniform(format, low: low, high: high, count: count)
  }

  public static func normal(
    mean: Double, std: Double, count: Int, using generator: inout some FrameworkGenerator
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    try generator.normal(format, mean: mean, std: std, count: count)
  }
}

extension Double: DrawableScalar {
  public static func rand(
    count: Int, using generator: inout some FrameworkGenerator
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    try generator.rand64(count: count)
  }

  public static func uniform(
    low: Double, high: Double, count: Int, using generator: inout some FrameworkGenerator
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    try generator.uniform64(low: low, high: high, count: count)
  }

  public static func normal(
    mean: Double, std: Double, count: Int, using generator: inout some FrameworkGenerator
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    try generator.normal64(mean: mean, std: std, count: count)
  }
}
