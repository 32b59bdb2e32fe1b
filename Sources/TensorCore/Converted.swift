// A tensor in another element type.
// SPDX-License-Identifier: Apache-2.0

/// The elements of a source in another floating type, as `tensor.to(dtype)`.
public struct Converted<Original: Scalar, Element: FloatingScalar>: Source {
  private var base: any Source<Original>
  private let isByWayOfFloat: Bool

  /// - `byWayOfFloat`: whether a value for a half format is rounded to float32 first, as in PyTorch,
  ///   or once, as in NumPy.
  public init(_ base: any Source<Original>, to type: Element.Type, byWayOfFloat: Bool = false) {
    self.base = base
    isByWayOfFloat = byWayOfFloat && type.dtype.byteCount == 2
  }

  public var shape: Shape { base.shape }
  public var memoryOrder: MemoryOrder? { base.memoryOrder }
  public var bases: [any Source] { [base] }

  public mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    let size = min(block.count, 2048)
    var originals = [Original](repeating: .zero, count: size)
    var floats = [Float](repeating: 0, count: isByWayOfFloat ? size : 0)
    var done = 0
    while done < block.count {
      let count = min(size, block.count - done)
      var all = originals.mutableSpan
      var part = all._mutatingExtracting(0..<count)
      try base.fill(&part, from: start + done)
      var target = block._mutatingExtracting(done..<done + count)
      if isByWayOfFloat {
        var allFloats = floats.mutableSpan
        var some = allFloats._mutatingExtracting(0..<count)
        convert(part.span, into: &some)
        convert(some.span, into: &target)
      } else {
        convert(part.span, into: &target)
      }
      done += count
    }
  }
}

/// Rounds each of `originals` once.
private func convert<Original: Scalar, Element: FloatingScalar>(
  _ originals: Span<Original>, into result: inout MutableSpan<Element>
) {
  switch Original.dtype.kind {
  case .floating:
    withUnsafeTemporaryAllocation(of: Double.self, capacity: originals.count) { buffer in
      var exact = buffer.mutableSpan
      Original.widen(originals, into: &exact)
      Element.convert(exact.span, into: &result)
    }
  case .signed, .unsigned, .boolean:
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: originals.count) { buffer in
      var exact = buffer.mutableSpan
      Original.widen(originals, into: &exact)
      Element.convert(exact.span, unsigned: Original.dtype == .uint64, into: &result)
    }
  }
}
