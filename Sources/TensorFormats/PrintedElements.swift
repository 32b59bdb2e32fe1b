// Which elements a printer shows, and a way to read them a block at a time.

import TensorCore

/// The elements of a tensor that are printed: all of them, or of a summarized tensor the first and
/// last few along each axis.
struct PrintedElements: Sendable {
  let extents: [Int]
  /// The elements kept at both ends of an axis that is cut; `nil` if the tensor is not summarized.
  let edge: Int?

  init(_ shape: Shape, edge: Int?) {
    extents = shape.extents
    self.edge = edge
  }

  /// Whether the middle of the axis is left out.
  func isCut(_ axis: Int) -> Bool {
    guard let edge else { return false }
    return extents[axis] > 2 * edge
  }

  /// The indices into the row-major elements, as ranges in rising order that do not touch.
  var ranges: Ranges { Ranges(self) }

  struct Ranges: Sequence, IteratorProtocol {
    private let elements: PrintedElements
    /// The axes before the last one that is cut: a range is a stretch of that one.
    private var index: [Int]
    private let strides: [Int]
    /// The stretches of the last cut axis, and which comes next.
    private let stretches: [Range<Int>]
    private var next_ = 0
    private var isDone = false
    private var pending: Range<Int>?

    fileprivate init(_ elements: PrintedElements) {
      self.elements = elements
      let extents = elements.extents
      var strides = [Int](repeating: 1, count: extents.count)
      for axis in extents.indices.reversed().dropFirst() {
        strides[axis] = strides[axis + 1] * extents[axis + 1]
      }
      self.strides = strides
      if let last = extents.indices.last(where: elements.isCut), let edge = elements.edge {
        let (extent, stride) = (extents[last], strides[last])
        stretches = [0..<edge * stride, (extent - edge) * stride..<extent * stride]
        index = [Int](repeating: 0, count: last)
      } else {
        stretches = [0..<extents.reduce(1, *)]
        index = []
      }
      isDone = extents.contains(0)
    }

    mutating func next() -> Range<Int>? {
      while let range = stretch() {
        guard let last = pending else {
          pending = range
          continue
        }
        if last.upperBound == range.lowerBound {
          pending = last.lowerBound..<range.upperBound
        } else {
          pending = range
          return last
        }
      }
      defer { pending = nil }
      return pending
    }

    private mutating func stretch() -> Range<Int>? {
      if isDone { return nil }
      let start = zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }
      let range = stretches[next_]
      next_ += 1
      if next_ == stretches.count {
        next_ = 0
        advance()
      }
      return start + range.lowerBound..<start + range.upperBound
    }

    private mutating func advance() {
      for axis in index.indices.reversed() {
        index[axis] += 1
        if let edge = elements.edge, elements.isCut(axis), index[axis] == edge {
          index[axis] = elements.extents[axis] - edge
        }
        if index[axis] < elements.extents[axis] { return }
        index[axis] = 0
      }
      isDone = true
    }
  }
}

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

  /// Hands the elements of `ranges` to `consumer`.
  mutating func read<Consumer: ElementConsumer>(
    _ elements: PrintedElements, into consumer: inout Consumer, to writer: inout ByteWriter
  ) throws {
    let wide = UnsafeMutableBufferPointer<Consumer.Wide>.allocate(capacity: block.count)
    defer { wide.deallocate() }
    wide.initialize(repeating: .zero)
    for range in elements.ranges {
      var start = range.lowerBound
      while start < range.upperBound {
        let count = min(block.count, range.upperBound - start)
        let part = UnsafeMutableBufferPointer(rebasing: block[..<count])
        var elements = part.mutableSpan
        try source.fill(&elements, from: start)
        let widePart = UnsafeMutableBufferPointer(rebasing: wide[..<count])
        var wideElements = widePart.mutableSpan
        Consumer.Wide.widen(part.span, into: &wideElements)
        try consumer.consume(widePart.span, to: &writer)
        start += count
      }
    }
  }
}
