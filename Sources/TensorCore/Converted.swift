// A tensor in another element type.

/// The elements of a source in another floating type, each rounded once, as `tensor.to(dtype)`.
public struct Converted<Original: Scalar, Element: FloatingScalar>: Source {
  private var base: any Source<Original>

  public init(_ base: any Source<Original>, to type: Element.Type) { self.base = base }

  public var shape: Shape { base.shape }
  public var memoryOrder: MemoryOrder? { base.memoryOrder }
  public var bases: [any Source] { [base] }

  public mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    let size = min(block.count, 2048)
    var part = [Original](repeating: .zero, count: size)
    var wide = [Double](repeating: 0, count: size)
    var integers = [Int64](repeating: 0, count: size)
    var done = 0
    while done < block.count {
      let count = min(size, block.count - done)
      var some = part.mutableSpan
      var originals = some._mutatingExtracting(0..<count)
      try base.fill(&originals, from: start + done)
      var target = block._mutatingExtracting(done..<done + count)
      switch Original.dtype.kind {
      case .floating:
        var values = wide.mutableSpan
        var exact = values._mutatingExtracting(0..<count)
        Original.widen(originals.span, into: &exact)
        Element.convert(exact.span, into: &target)
      case .signed, .unsigned, .boolean:
        var values = integers.mutableSpan
        var exact = values._mutatingExtracting(0..<count)
        Original.widen(originals.span, into: &exact)
        Element.convert(exact.span, unsigned: Original.dtype == .uint64, into: &target)
      }
      done += count
    }
  }
}
