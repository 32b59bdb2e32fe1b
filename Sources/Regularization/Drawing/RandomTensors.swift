// Tensors of random values.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// A tensor of random values, which are drawn in the element's own type or in Float.
public struct RandomValues<Element: DrawableScalar>: Source {
  public let shape: Shape
  var draw: any Draw<Element.Compute>

  /// The values of a draw, rounded to the element's type.
  public init(_ draw: any Draw<Element.Compute>, shape: Shape) {
    self.draw = draw
    self.shape = shape
  }

  public var readsInOrder: Bool { draw.readsInOrder }

  // Called through an existential, so the compiler would make only the generic form.
  @specialized(where Element == Float)
  public mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) {
    let count = block.count
    if Element.self == Element.Compute.self {
      // Nothing to convert: let the draw write in place.
      block.withUnsafeMutableBufferPointer { elements in
        let same = UnsafeMutableRawBufferPointer(elements).bindMemory(to: Element.Compute.self)
        var values = same.mutableSpan
        draw.fill(&values, from: start)
      }
      return
    }
    var wide = [Element.Compute](repeating: 0, count: min(count, 2048))
    var done = 0
    while done < count {
      let run = min(wide.count, count - done)
      var all = wide.mutableSpan
      var values = all._mutatingExtracting(0..<run)
      draw.fill(&values, from: start + done)
      var target = block._mutatingExtracting(done..<done + run)
      Element.round(values.span, into: &target)
      done += run
    }
  }
}

/// A tensor of two values, chosen by random zeros and ones.
public struct RandomMask<Element: DrawableScalar>: Source {
  public let shape: Shape
  var draw: any MaskDraw
  private let one: Element
  private let zero: Element

  /// `one` for each 1 of a draw, `zero` for each 0.
  public init(_ draw: any MaskDraw, one: Element, zero: Element = .zero, shape: Shape) {
    self.draw = draw
    self.one = one
    self.zero = zero
    self.shape = shape
  }

  public var readsInOrder: Bool { draw.readsInOrder }

  /// The mask with its two values divided by `divisor`, rounded once. A divisor that rounds to 0
  /// makes infinity and NaN of them.
  func divided(by divisor: Element.Compute) -> RandomMask {
    RandomMask(
      draw, one: Element(rounding: one.compute / divisor),
      zero: Element(rounding: zero.compute / divisor), shape: shape)
  }

  // Called through an existential, so the compiler would make only the generic form.
  @specialized(where Element == Float)
  public mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) {
    let count = block.count
    if let one = one as? Float, let zero = zero as? Float {
      block.withUnsafeMutableBufferPointer { elements in
        var noise = UnsafeMutableRawBufferPointer(elements).bindMemory(to: Float.self).mutableSpan
        draw.fill(&noise, from: start, one: one, zero: zero)
      }
      return
    }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: min(count, 4096)) { buffer in
      var done = 0
      while done < count {
        let run = UnsafeMutableBufferPointer(rebasing: buffer.prefix(count - done))
        var mask = run.mutableSpan
        draw.fill(&mask, from: start + done)
        var target = block._mutatingExtracting(done..<done + run.count)
        Element.select(one, orElse: zero, where: mask.span, into: &target)
        done += run.count
      }
    }
  }
}

/// A tensor of random integers: words or counts.
public struct RandomIntegers<Element: Scalar & FixedWidthInteger>: Source {
  public let shape: Shape
  private var draw: any Draw<Element>

  /// The integers of a draw.
  public init(_ draw: any Draw<Element>, shape: Shape) {
    self.draw = draw
    self.shape = shape
  }

  public var readsInOrder: Bool { draw.readsInOrder }

  public mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) {
    draw.fill(&block, from: start)
  }
}

/// A tensor of random zeros and ones in a type without arithmetic: integers or truth values.
public struct RandomTrials<Element: Scalar>: Source {
  public let shape: Shape
  private var draw: any MaskDraw
  private let (zero, one): (Element, Element)

  /// `one` for each 1 of a draw, `zero` for each 0.
  public init(_ draw: any MaskDraw, zero: Element, one: Element, shape: Shape) {
    self.draw = draw
    self.shape = shape
    (self.zero, self.one) = (zero, one)
  }

  public var readsInOrder: Bool { draw.readsInOrder }

  // Called through an existential, so the compiler would make only the generic form.
  @specialized(where Element == Int64)
  @specialized(where Element == Bool)
  public mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) {
    var flags = [UInt8](repeating: 0, count: block.count)
    var span = flags.mutableSpan
    draw.fill(&span, from: start)
    let (zero, one) = (zero, one)
    for i in block.indices { block[i] = flags[i] == 0 ? zero : one }
  }
}
