// Tensors that need neither memory nor draws.

/// The same element everywhere.
public struct Constant<Element: Scalar>: Source {
  public let shape: Shape
  private var run: [Element]

  public init(_ value: Element, shape: Shape) {
    self.shape = shape
    run = [Element](repeating: value, count: min(shape.count, 4096))
  }

  public func fill(_ block: inout MutableSpan<Element>, from start: Int) {
    var done = 0
    while done < block.count {
      let part = block.count - done
      let some = run.span.extracting(0..<min(part, run.count))
      block.copy(some, at: done)
      done += some.count
    }
  }
}

/// 0, 1, 2, … in row-major order: `torch.arange(count, dtype=…).reshape(shape)`, each index rounded
/// once.
public struct Arange<Element: FloatingScalar>: Source {
  public let shape: Shape

  public init(shape: Shape) { self.shape = shape }

  public func fill(_ block: inout MutableSpan<Element>, from start: Int) {
    Element.count(from: start, into: &block)
  }
}

/// 0, 1, 2, … as integers: what `torch.arange` gives without a dtype.
public struct IntegerArange: Source {
  public let shape: Shape

  public init(shape: Shape) { self.shape = shape }

  public func fill(_ block: inout MutableSpan<Int64>, from start: Int) {
    for i in block.indices { block[i] = Int64(start + i) }
  }
}

extension MutableSpan where Element: BitwiseCopyable {
  /// Copies `source` to the elements from `start` on, as bytes: a loop of assignments is slow in
  /// code that is not specialized for the element.
  public mutating func copy(_ source: Span<Element>, at start: Int) {
    precondition(start >= 0 && source.count <= count - start)
    withUnsafeMutableBufferPointer { target in
      source.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        UnsafeMutableRawPointer(to + start).copyMemory(
          from: from, byteCount: source.count * MemoryLayout<Element>.stride)
      }
    }
  }
}
