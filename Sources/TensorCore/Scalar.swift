// What an element of a tensor can do, a block at a time.
//
// The operations are static requirements over spans rather than methods of one element: code that
// holds an `any Source<Element>` is not specialized for the element, so it pays one indirect call
// per block here, and the loop inside is compiled for the concrete type.
// SPDX-License-Identifier: Apache-2.0

/// An element of a tensor, held as in memory and in little-endian files.
public protocol Scalar: Sendable, BitwiseCopyable, Equatable {
  /// The name of the type.
  static var dtype: DType { get }

  /// An element of all zero bits.
  static var zero: Self { get }

  /// Writes the exact values of `block` into `wide`.
  ///
  /// Only integers beyond 2^53 are rounded.
  static func widen(_ block: Span<Self>, into wide: inout MutableSpan<Double>)

  /// Writes the exact values of `block` into `wide`; 0 and 1 for bool, bit patterns for `UInt64`.
  ///
  /// - Precondition: the type is not a floating type.
  static func widen(_ block: Span<Self>, into wide: inout MutableSpan<Int64>)
}

/// An element that arithmetic is done on: float32, float64, float16, bfloat16.
public protocol FloatingScalar: Scalar {
  /// The type in which products and quotients are formed before they are rounded to `Self`.
  associatedtype Compute: BinaryFloatingPoint & SIMDScalar & Sendable

  /// The value of `Self` nearest to `value`, ties to even.
  init(rounding value: Compute)
  /// The value of `Self` nearest to `value`, ties to even, rounded once.
  init(rounding value: Double)
  /// The value, exactly.
  var compute: Compute { get }

  /// Sets each `x[i]` to `x[i] * factors[(offset + i) / run]`, rounded once. Each factor serves `run`
  /// neighbours; `x` lacks the first `offset` of those that `factors[0]` serves.
  static func multiply(
    _ x: inout MutableSpan<Self>, by factors: Span<Self>, run: Int, offset: Int)
  /// Sets each `x[i]` to `x[i] + terms[(offset + i) / run]`, rounded once.
  static func add(
    _ terms: Span<Self>, to x: inout MutableSpan<Self>, run: Int, offset: Int)
  /// Sets each `x[i]` to `x[i] * factor`, rounded once.
  static func multiply(_ x: inout MutableSpan<Self>, by factor: Compute)
  /// Sets each `x[i]` to `x[i] / divisor`, rounded once.
  static func divide(_ x: inout MutableSpan<Self>, by divisor: Compute)
  /// Sets each `x[i]` to `x[i] + term`, rounded once.
  static func add(_ term: Compute, to x: inout MutableSpan<Self>)
  /// Sets each `x[i]` to the largest integer not above it.
  static func floor(_ x: inout MutableSpan<Self>)
  /// Writes `one` where the mask is 1 and `zero` where it is 0.
  static func select(
    _ one: Self, orElse zero: Self, where mask: Span<UInt8>, into x: inout MutableSpan<Self>)
  /// Adds the products of `a` and `b` to `sum`, one after the other in order of index.
  static func accumulate(_ a: Span<Self>, times b: Span<Self>, into sum: inout Compute)
  /// Sets `x[i]` to zero where the mask is 0.
  static func clear(_ x: inout MutableSpan<Self>, unless mask: Span<UInt8>)
  /// Writes each value of `wide`, rounded once.
  static func round(_ wide: Span<Compute>, into x: inout MutableSpan<Self>)
  /// Writes each value of `wide`, rounded once.
  static func convert(_ wide: Span<Double>, into x: inout MutableSpan<Self>)
  /// Writes each of `integers`, taken as unsigned where asked, rounded once.
  static func convert(
    _ integers: Span<Int64>, unsigned: Bool, into x: inout MutableSpan<Self>)
  /// Writes the integers from `first` on, rounded once.
  static func count(from first: Int, into x: inout MutableSpan<Self>)
}

extension FloatingScalar {
  public static func multiply(
    _ x: inout MutableSpan<Self>, by factors: Span<Self>, run: Int, offset: Int
  ) {
    if run == 1 {
      precondition(factors.count == x.count)
      for i in x.indices { x[i] = Self(rounding: x[i].compute * factors[i].compute) }
      return
    }
    var (i, end) = (0, run - offset)
    for k in factors.indices {
      let factor = factors[k].compute
      let stop = min(end, x.count)
      while i < stop {
        x[i] = Self(rounding: x[i].compute * factor)
        i += 1
      }
      end += run
    }
  }

  public static func add(
    _ terms: Span<Self>, to x: inout MutableSpan<Self>, run: Int, offset: Int
  ) {
    for i in x.indices {
      let term = terms[run == 1 ? i : (offset + i) / run]
      x[i] = Self(rounding: x[i].compute + term.compute)
    }
  }

  public static func multiply(_ x: inout MutableSpan<Self>, by factor: Compute) {
    for i in x.indices { x[i] = Self(rounding: x[i].compute * factor) }
  }

  public static func divide(_ x: inout MutableSpan<Self>, by divisor: Compute) {
    for i in x.indices { x[i] = Self(rounding: x[i].compute / divisor) }
  }

  public static func add(_ term: Compute, to x: inout MutableSpan<Self>) {
    for i in x.indices { x[i] = Self(rounding: x[i].compute + term) }
  }

  public static func floor(_ x: inout MutableSpan<Self>) {
    for i in x.indices { x[i] = Self(rounding: x[i].compute.rounded(.down)) }
  }

  public static func select(
    _ one: Self, orElse zero: Self, where mask: Span<UInt8>, into x: inout MutableSpan<Self>
  ) {
    precondition(mask.count == x.count)
    for i in x.indices { x[i] = mask[i] != 0 ? one : zero }
  }

  public static func accumulate(_ a: Span<Self>, times b: Span<Self>, into sum: inout Compute) {
    precondition(a.count == b.count)
    for i in a.indices { sum += a[i].compute * b[i].compute }
  }

  public static func clear(_ x: inout MutableSpan<Self>, unless mask: Span<UInt8>) {
    precondition(mask.count == x.count)
    for i in x.indices where mask[i] == 0 { x[i] = .zero }
  }

  public static func round(_ wide: Span<Compute>, into x: inout MutableSpan<Self>) {
    precondition(wide.count == x.count)
    for i in x.indices { x[i] = Self(rounding: wide[i]) }
  }

  public static func convert(_ wide: Span<Double>, into x: inout MutableSpan<Self>) {
    precondition(wide.count == x.count)
    for i in x.indices { x[i] = Self(rounding: wide[i]) }
  }

  public static func convert(
    _ integers: Span<Int64>, unsigned: Bool, into x: inout MutableSpan<Self>
  ) {
    precondition(integers.count == x.count)
    for i in x.indices {
      let value = integers[i]
      x[i] = unsigned ? Self(rounding: UInt64(bitPattern: value)) : Self(rounding: value)
    }
  }

  public static func count(from first: Int, into x: inout MutableSpan<Self>) {
    for i in x.indices { x[i] = Self(rounding: Int64(first + i)) }
  }

  /// The value nearest to an integer of up to 64 bits, ties to even, rounded once.
  init<Integer: FixedWidthInteger>(rounding value: Integer) {
    if Self.dtype == .float64 {
      self.init(rounding: Double(value))
      return
    }
    // In Double the lowest bit collects all bits that do not fit, so that the second rounding sees on
    // which side of a tie the integer is.
    let magnitude = UInt64(value.magnitude)
    let excess = max(0, 11 - magnitude.leadingZeroBitCount)
    let lost = magnitude & (1 << excess - 1) != 0
    let wide = Double((magnitude >> excess | (lost ? 1 : 0)) << excess)
    self.init(rounding: value < 0 ? -wide : wide)
  }

  public static func widen(_ block: Span<Self>, into wide: inout MutableSpan<Double>) {
    precondition(wide.count == block.count)
    for i in block.indices { wide[i] = Double(block[i].compute) }
  }

  public static func widen(_ block: Span<Self>, into wide: inout MutableSpan<Int64>) {
    preconditionFailure("a floating type does not widen to integers")
  }
}

extension Float: FloatingScalar {
  public static var dtype: DType { .float32 }
  public init(rounding value: Float) { self = value }
  public init(rounding value: Double) { self.init(value) }
  public var compute: Float { self }
}

extension Double: FloatingScalar {
  public static var dtype: DType { .float64 }
  public init(rounding value: Double) { self = value }
  public var compute: Double { self }
}

extension Float16: FloatingScalar {
  public static var dtype: DType { .float16 }
  public init(rounding value: Float) { self.init(nearest: value) }
  public init(rounding value: Double) { self.init(value) }
  public var compute: Float { widened }
}
