// Comparing integers and truth values.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Counts what differs between integers.
///
/// Distances are exact, where PyTorch's 64-bit difference may overflow. A tolerance is applied in
/// float32, as `torch.isclose` does it, and a distance is divided in float32.
struct IntegerJudge<Element: FixedWidthInteger & Sendable>: Judge {
  private(set) var tally = Tally()
  private let tolerance: Tolerance?

  init(_ tolerance: Tolerance?) { self.tolerance = tolerance }

  mutating func compare(
    _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer, from start: Int
  ) {
    let (x, y) = (a.assumingMemoryBound(to: Element.self), b.assumingMemoryBound(to: Element.self))
    for piece in stride(from: 0, to: x.count, by: pieceLength) {
      let end = min(piece + pieceLength, x.count)
      countZeros(x, y, piece..<end)
      let bytes = (end - piece) * MemoryLayout<Element>.stride
      if memcmp(x.baseAddress! + piece, y.baseAddress! + piece, bytes) == 0 { continue }
      for i in piece..<end where x[i] != y[i] { add(x[i], y[i], at: start + i) }
    }
    tally.count += x.count
  }

  private mutating func countZeros(
    _ x: UnsafeBufferPointer<Element>, _ y: UnsafeBufferPointer<Element>, _ range: Range<Int>
  ) {
    var (inA, inB, inBoth) = (0, 0, 0)
    for i in range {
      let (a, b) = (x[i] == 0 ? 1 : 0, y[i] == 0 ? 1 : 0)
      inA += a
      inB += b
      inBoth += a & b
    }
    tally.zero.merge(Pair(a: inA, b: inB))
    tally.bothZero += inBoth
  }

  /// Counts two numbers that differ.
  private mutating func add(_ a: Element, _ b: Element, at index: Int) {
    tally.differing += 1
    if a != 0, b != 0 { tally.keptDiffering += 1 }
    if let tolerance, isClose(a, b, tolerance) { return }
    tally.mismatched += 1
    if tally.first == nil {
      tally.first = Sighting(
        index: index, a: UInt64(truncatingIfNeeded: a), b: UInt64(truncatingIfNeeded: b))
    }
    let distance = a > b ? UInt64(truncatingIfNeeded: a &- b) : UInt64(truncatingIfNeeded: b &- a)
    // In a narrow signed type the difference wraps, and its sign is the one of the type.
    let width = UInt64(truncatingIfNeeded: Element.Magnitude.max)
    let exact = distance & width
    tally.maxAbsolute.take(Extreme(value: Double(exact), index: index, whole: exact))
    let relative = Float(exact) / Float(b.magnitude)
    tally.maxRelative.take(Extreme(value: Double(relative), index: index))
  }

  private func isClose(_ a: Element, _ b: Element, _ tolerance: Tolerance) -> Bool {
    if tolerance.isExact { return false }
    let (x, y) = (Float(a), Float(b))
    let allowed = Float(tolerance.absolute) + (Float(tolerance.relative) * y).magnitude
    return (x - y).magnitude <= allowed
  }
}
