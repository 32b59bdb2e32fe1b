// Comparing floating numbers.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Counts what differs between floating numbers of one format.
///
/// Arithmetic is `torch.isclose`'s and `assert_close`'s: each step is rounded to the format.
struct FloatingJudge<Format: NumberFormat>: Judge {
  typealias Bits = Format.Bits
  typealias Number = Format.Number

  private(set) var tally = Tally()
  private let tolerance: Tolerance?
  private let relative: Number
  private let absolute: Number
  /// Two units in the last place of 1.
  private let slack: Double
  /// The bits of infinity, which are above those of all finite numbers and below those of NaN.
  private let infinity = Format.infinity
  private let sign = Bits(1) << Bits(Bits.bitWidth - 1)

  init(_ tolerance: Tolerance?) {
    self.tolerance = tolerance
    relative = Number(tolerance?.relative ?? 0)
    // What is added is first rounded to the type, a factor is not: so are PyTorch's scalars.
    absolute = Format.rounded(Number(tolerance?.absolute ?? 0))
    // As many zeros as the significand has digits after the point.
    slack = (0..<infinity.trailingZeroBitCount).reduce(2) { value, _ in value / 2 }
  }

  mutating func compare(
    _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer, from start: Int
  ) {
    let width = MemoryLayout<Bits>.stride
    let count = a.count / width
    for begin in stride(from: 0, to: count, by: pieceLength) {
      let length = min(pieceLength, count - begin)
      let (p, q) = (a.baseAddress! + begin * width, b.baseAddress! + begin * width)
      compare(Piece(p, q, count: length), from: start + begin)
    }
    tally.count += count
  }

  /// Some elements of both, as bits and as numbers.
  private struct Piece {
    let a: UnsafePointer<Bits>
    let b: UnsafePointer<Bits>
    let count: Int

    @inline(__always) func x(_ i: Int) -> Number { Format.number(a[i]) }
    @inline(__always) func y(_ i: Int) -> Number { Format.number(b[i]) }

    init(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, count: Int) {
      self.a = a.assumingMemoryBound(to: Bits.self)
      self.b = b.assumingMemoryBound(to: Bits.self)
      self.count = count
    }
  }

  private mutating func compare(_ piece: Piece, from start: Int) {
    let flags = flags(piece.a, piece.count)
    if memcmp(piece.a, piece.b, piece.count * MemoryLayout<Bits>.stride) == 0 {
      add(flags, flags, bothZero: flags.zeros)
      if flags.zeros + flags.notFinite < piece.count { tally.scale.narrowToOne(within: slack) }
      // Only NaN may differ from itself.
      if flags.nans > 0, let tolerance, !tolerance.equalNaN {
        for i in 0..<piece.count where piece.a[i] & ~sign > infinity {
          mismatch(piece, i, from: start)
        }
      }
      return
    }
    let others = self.flags(piece.b, piece.count)
    var bothZero: Bits = 0
    for i in 0..<piece.count {
      bothZero &+= (piece.a[i] | piece.b[i]) & ~sign == 0 ? 1 : 0
    }
    add(flags, others, bothZero: Int(bothZero))
    if flags.notFinite + others.notFinite == 0 {
      findExtremes(piece, from: start)
    } else {
      for i in 0..<piece.count where !matches(piece, i) { mismatch(piece, i, from: start) }
    }
    countDistances(piece)
  }

  // MARK: - Flags

  private struct Flags {
    var nans: Int
    var notFinite: Int
    var zeros: Int
    var negativeZeros: Int
  }

  private func flags(_ bits: UnsafePointer<Bits>, _ count: Int) -> Flags {
    // Counted in words of the elements' own width, which hold a piece's length.
    var (nans, notFinite, zeros, negative) = (Bits(0), Bits(0), Bits(0), Bits(0))
    for i in 0..<count {
      let magnitude = bits[i] & ~sign
      nans &+= magnitude > infinity ? 1 : 0
      notFinite &+= magnitude >= infinity ? 1 : 0
      zeros &+= magnitude == 0 ? 1 : 0
      negative &+= bits[i] == sign ? 1 : 0
    }
    return Flags(
      nans: Int(nans), notFinite: Int(notFinite), zeros: Int(zeros), negativeZeros: Int(negative))
  }

  private mutating func add(_ a: Flags, _ b: Flags, bothZero: Int) {
    tally.nan.merge(Pair(a: a.nans, b: b.nans))
    tally.zero.merge(Pair(a: a.zeros, b: b.zeros))
    tally.negativeZero.merge(Pair(a: a.negativeZeros, b: b.negativeZeros))
    tally.bothZero += bothZero
  }

  // MARK: - One element

  /// |a - b|, rounded.
  @inline(__always)
  private func distance(_ x: Number, _ y: Number) -> Number {
    Format.rounded(x - y).magnitude
  }

  /// |a - b| / |b|, rounded; 0 where the distance is.
  @inline(__always)
  private func quotient(_ distance: Number, _ y: Number) -> Number {
    distance == 0 ? 0 : Format.rounded(distance / y.magnitude)
  }

  /// Whether the distance is within the tolerance.
  @inline(__always)
  private func isWithin(_ distance: Number, _ y: Number) -> Bool {
    let share = Format.rounded(relative * y).magnitude
    return distance <= Format.rounded(absolute + share)
      && distance <= Number.greatestFiniteMagnitude
  }

  private func matches(_ piece: Piece, _ i: Int) -> Bool {
    guard let tolerance else { return piece.a[i] == piece.b[i] }
    let (x, y) = (piece.x(i), piece.y(i))
    if x == y { return true }
    if x.isNaN || y.isNaN {
      return tolerance.equalNaN && x.isNaN && y.isNaN
    }
    return !tolerance.isExact && isWithin(distance(x, y), y)
  }

  /// Notes an element that the rule calls different.
  private mutating func mismatch(_ piece: Piece, _ i: Int, from start: Int) {
    tally.mismatched += 1
    if tally.first == nil { see(piece, i, from: start) }
    let (x, y) = (piece.x(i), piece.y(i))
    let apart = distance(x, y)
    tally.maxAbsolute.take(Extreme(value: Double(apart), index: start + i))
    tally.maxRelative.take(Extreme(value: Double(quotient(apart, y)), index: start + i))
  }

  private mutating func see(_ piece: Piece, _ i: Int, from start: Int) {
    tally.first = Sighting(index: start + i, a: UInt64(piece.a[i]), b: UInt64(piece.b[i]))
  }

  // MARK: - A piece of finite numbers

  /// Counts the mismatches, and looks at single elements only if one of them is an extreme.
  private mutating func findExtremes(_ piece: Piece, from start: Int) {
    var count: Bits = 0
    // Of numbers that are not negative the bits have the same order.
    var (greatest, steepest) = (Bits(0), Bits(0))
    switch tolerance {
    case nil:
      for i in 0..<piece.count {
        let differs = piece.a[i] != piece.b[i]
        count &+= differs ? 1 : 0
        let (apart, share) = distances(piece, i, differs)
        greatest = max(greatest, apart)
        steepest = max(steepest, share)
      }
    case .some(let tolerance) where tolerance.isExact:
      for i in 0..<piece.count {
        let differs = piece.x(i) != piece.y(i)
        count &+= differs ? 1 : 0
        let (apart, share) = distances(piece, i, differs)
        greatest = max(greatest, apart)
        steepest = max(steepest, share)
      }
    case .some:
      for i in 0..<piece.count {
        let (x, y) = (piece.x(i), piece.y(i))
        let differs = x != y && !isWithin(distance(x, y), y)
        count &+= differs ? 1 : 0
        let (apart, share) = distances(piece, i, differs)
        greatest = max(greatest, apart)
        steepest = max(steepest, share)
      }
    }
    guard count > 0 else { return }
    tally.mismatched += Int(count)
    if tally.first == nil, let i = (0..<piece.count).first(where: { !matches(piece, $0) }) {
      see(piece, i, from: start)
    }
    tally.maxAbsolute.take(
      extreme(piece, from: start, greatest, over: tally.maxAbsolute) { $0.apart })
    tally.maxRelative.take(
      extreme(piece, from: start, steepest, over: tally.maxRelative) { $0.share })
  }

  /// The first of the elements that differ by so much, if that is more than `old`.
  private func extreme(
    _ piece: Piece, from start: Int, _ bits: Bits, over old: Extreme?,
    _ part: ((apart: Bits, share: Bits)) -> Bits
  ) -> Extreme? {
    let value = Double(Format.number(bits))
    if let old, !(value > old.value) { return nil }
    let place = (0..<piece.count).first {
      part(distances(piece, $0, true)) == bits && !matches(piece, $0)
    }
    return place.map { Extreme(value: value, index: start + $0) }
  }

  /// The bits of the two distances of an element, 0 if it does not differ.
  @inline(__always)
  private func distances(_ piece: Piece, _ i: Int, _ differs: Bool) -> (apart: Bits, share: Bits) {
    let apart = distance(piece.x(i), piece.y(i))
    let share = quotient(apart, piece.y(i))
    return differs ? (bits(apart), bits(share)) : (0, 0)
  }

  @inline(__always)
  private func bits(_ value: Number) -> Bits { Format.bits(value) }

  // MARK: - Bits

  /// Counts the elements whose bits differ, and how far.
  private mutating func countDistances(_ piece: Piece) {
    var (same, narrows) = (false, tally.scale.isPossible)
    for i in 0..<piece.count {
      let (a, b) = (piece.a[i], piece.b[i])
      let (m, n) = (a & ~sign, b & ~sign)
      if a == b {
        if m != 0, m < infinity { same = true }
        continue
      }
      tally.differing += 1
      if max(m, n) >= infinity { tally.notFinite += 1 }
      if max(m, n) > infinity || m == 0 || n == 0 { continue }
      tally.keptDiffering += 1
      let turned = (a ^ b) & sign != 0
      // Opposite signs: over zero, which is one place.
      tally.ulps.add(turned ? UInt64(m) &+ UInt64(n) : UInt64(m > n ? m &- n : n &- m))
      guard narrows, max(m, n) < infinity else { continue }
      let (below, above) = (n > 2 ? n &- 2 : 0, n &+ 2)
      let top = above < infinity ? wide(above) : .infinity
      tally.scale.narrow(wide(m), from: wide(below), to: top, isTurned: turned)
      narrows = tally.scale.isPossible
    }
    if same { tally.scale.narrowToOne(within: slack) }
  }

  @inline(__always)
  private func wide(_ bits: Bits) -> Double {
    Double(Format.number(bits))
  }
}
