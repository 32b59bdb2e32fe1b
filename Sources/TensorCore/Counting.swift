// Tensors that need neither memory nor draws.
// SPDX-License-Identifier: Apache-2.0

/// The same element everywhere.
public struct Constant<Element: Scalar>: Source {
  public let shape: Shape
  private let value: Element

  /// A tensor of this value.
  public init(_ value: Element, shape: Shape) {
    self.shape = shape
    self.value = value
  }

  public func fill(_ block: inout MutableSpan<Element>, from start: Int) {
    guard block.count > 0 else { return }
    block[0] = value
    block.withUnsafeMutableBytes { bytes in
      // Copies what is filled already, doubling it as long as it fits in the cache.
      var done = MemoryLayout<Element>.stride
      while done < bytes.count {
        let count = min(done, 1 << 14, bytes.count - done)
        (bytes.baseAddress! + done).copyMemory(from: bytes.baseAddress!, byteCount: count)
        done += count
      }
    }
  }
}

/// 0, 1, 2, … in row-major order: `torch.arange(count, dtype=…).reshape(shape)`, each index rounded
/// once.
public struct Arange<Element: FloatingScalar>: Source {
  public let shape: Shape

  /// The count in this shape.
  public init(shape: Shape) { self.shape = shape }

  public func fill(_ block: inout MutableSpan<Element>, from start: Int) {
    Element.count(from: start, into: &block)
  }
}

/// 0, 1, 2, … as integers: what `torch.arange` gives without a dtype.
public struct IntegerArange: Source {
  public let shape: Shape

  /// The count in this shape.
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
