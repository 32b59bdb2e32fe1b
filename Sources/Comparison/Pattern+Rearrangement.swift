// The same elements in other places: a shift, or another memory order.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The elements at the beginning that suggest a shift; the whole tensor then decides.
private let headLength = 4096
/// The fewest elements that must agree.
private let leastAgreeing = 16
/// The most elements whose memory order is tried: each try reads them several times.
private let reorderLimit = 1 << 26

extension Pattern {
  /// The rearrangement that makes all of `b` of `a`; `nil` if none that is known does.
  init?(rearrangementOf a: any Source, as b: any Source) throws {
    if let draws = try shift(a, b) {
      self = .shifted(draws: draws)
    } else if let axes = try memoryOrder(a, b) {
      self = .reordered(axes: axes)
    } else {
      return nil
    }
  }
}

/// How many draws `b` is ahead of `a`, if that is all.
private func shift(_ a: any Source, _ b: any Source) throws -> Int? {
  let count = a.shape.count
  guard count >= 2 * leastAgreeing else { return nil }
  let length = min(headLength, count)
  var (first, second): ([UInt8], [UInt8]) = ([], [])
  try forEachBlock(a, b, in: 0..<length) { x, y, _ in
    first += x
    second += y
  }
  let width = a.dtype.byteCount
  for draws in 1...min(length - leastAgreeing, count / 2) {
    for (x, y, sign) in [(first, second, 1), (second, first, -1)]
    where agrees(x, y, width, after: draws) {
      let (ahead, behind) = sign > 0 ? (a, b) : (b, a)
      if try equal(ahead, behind, in: 0..<count - draws, lead: draws) { return sign * draws }
    }
  }
  return nil
}

/// Whether `y` is `x` from the element after so many on, and not one value all over.
private func agrees(_ x: [UInt8], _ y: [UInt8], _ width: Int, after draws: Int) -> Bool {
  let count = x.count - draws * width
  return x.withUnsafeBytes { x in
    y.withUnsafeBytes { y in
      memcmp(x.baseAddress! + draws * width, y.baseAddress!, count) == 0
        && memcmp(y.baseAddress! + width, y.baseAddress!, count - width) != 0
    }
  }
}

/// Whether all elements in the range are the same, bit for bit.
private func equal(
  _ a: any Source, _ b: any Source, in range: Range<Int>, lead: Int = 0
) throws -> Bool {
  struct Differs: Error {}
  do {
    try forEachBlock(a, b, in: range, lead: lead) { x, y, _ in
      guard memcmp(x.baseAddress!, y.baseAddress!, x.count) == 0 else { throw Differs() }
    }
    return true
  } catch is Differs {
    return false
  }
}

/// The order of the axes of `a` in which `b` lists its elements, if that is all.
private func memoryOrder(_ a: any Source, _ b: any Source) throws -> [Int]? {
  let shape = a.shape
  let moving = shape.extents.indices.filter { shape.extents[$0] > 1 }
  guard (2...4).contains(moving.count), shape.count >= leastAgreeing, shape.count <= reorderLimit
  else { return nil }
  for order in permutations(moving).dropFirst() {
    // Axes of extent 1 lie anywhere.
    let axes = shape.extents.indices.filter { shape.extents[$0] <= 1 } + order
    let read = Misread(b, as: MemoryOrder(axes: axes)).source
    if try equal(a, read, in: 0..<min(64, shape.count)), try equal(a, read, in: 0..<shape.count) {
      return axes
    }
  }
  return nil
}

/// All orders of these, the given one first.
private func permutations(_ items: [Int]) -> [[Int]] {
  guard items.count > 1 else { return [items] }
  return items.indices.flatMap { i in
    var rest = items
    let item = rest.remove(at: i)
    return permutations(rest).map { [item] + $0 }
  }
}

/// A tensor whose elements, taken in order, are those of a memory in another order.
private struct Misread {
  let source: any Source

  init(_ base: any Source, as order: MemoryOrder) {
    func make<S: Source>(_ base: S) -> any Source { Stored<S.Element>(base, in: order) }
    source = make(base)
  }

  private struct Stored<Element: Scalar>: Source {
    private var base: any Source<Element>
    private var reader: MemoryOrderReader<Element>

    init(_ base: any Source<Element>, in order: MemoryOrder) {
      self.base = base
      reader = MemoryOrderReader(base.shape, lyingIn: order, blank: .zero)
    }

    var shape: Shape { base.shape }

    mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
      try reader.fill(&block, from: start) { try base.fill(&$0, from: $1) }
    }
  }
}
