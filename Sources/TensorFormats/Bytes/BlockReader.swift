// Reading the printed elements of a source, a block at a time, widened.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// A number that elements are widened to: what the printers work on, whatever the element type.
protocol WideNumber: BitwiseCopyable, Sendable {
  static var zero: Self { get }
  static func widen<Element: Scalar>(_ block: Span<Element>, into wide: inout MutableSpan<Self>)
}

extension Double: WideNumber {
  static func widen<Element: Scalar>(_ block: Span<Element>, into wide: inout MutableSpan<Double>) {
    Element.widen(block, into: &wide)
  }
}

extension Int64: WideNumber {
  static func widen<Element: Scalar>(_ block: Span<Element>, into wide: inout MutableSpan<Int64>) {
    Element.widen(block, into: &wide)
  }
}

/// What takes the printed elements in, in order.
protocol ElementConsumer<Wide> {
  associatedtype Wide: WideNumber
  mutating func consume(_ block: Span<Wide>, to writer: inout ByteWriter) throws

  /// Whether the elements to come make no difference.
  var isDone: Bool { get }
}

extension ElementConsumer {
  var isDone: Bool { false }
}

/// Reads the elements of a source in blocks, widened.
struct BlockReader<S: Source>: ~Copyable {
  private var source: S
  private let block: UnsafeMutableBufferPointer<S.Element>

  /// A block of this many elements and its wide copy stay in the first-level cache.
  private static var length: Int { 2048 }

  init(_ source: S) {
    self.source = source
    block = .allocate(capacity: min(Self.length, source.shape.count))
    block.initialize(repeating: .zero)
  }

  deinit { block.deallocate() }

  /// Hands the printed elements to `consumer`, until it is done.
  mutating func read<Consumer: ElementConsumer>(
    _ elements: PrintedElements, into consumer: inout Consumer, to writer: inout ByteWriter
  ) throws {
    let wide = UnsafeMutableBufferPointer<Consumer.Wide>.allocate(capacity: block.count)
    defer { wide.deallocate() }
    wide.initialize(repeating: .zero)
    for range in elements.ranges {
      var start = range.lowerBound
      while start < range.upperBound, !consumer.isDone {
        let count = min(block.count, range.upperBound - start)
        let part = UnsafeMutableBufferPointer(start: block.baseAddress, count: count)
        var elements = part.mutableSpan
        try source.fill(&elements, from: start)
        let widePart = UnsafeMutableBufferPointer(start: wide.baseAddress, count: count)
        var wideElements = widePart.mutableSpan
        Consumer.Wide.widen(part.span, into: &wideElements)
        try consumer.consume(widePart.span, to: &writer)
        start += count
      }
    }
  }
}
