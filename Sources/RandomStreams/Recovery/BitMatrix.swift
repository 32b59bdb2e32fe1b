// A system of linear equations modulo 2 (the Method of Four Russians).
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// Rows of 19937 coefficients and a right side, 64 in a number.
///
/// A strip of 64 columns is cleared at a time: 64 rows are found that are independent in it, all
/// sums of eight of them are laid down in tables, and each row below takes eight sums, tile by tile
/// of 16 numbers, so that the tables stay in the second-level cache.
///
/// Source: Albrecht, Bard and Hart 2010, "Algorithm 898", on the method of Arlazarov et al. 1970.
final class BitMatrix {
  let rowCount: Int
  private(set) var rank = 0
  private let rows: UnsafeMutablePointer<UInt64>
  /// The column that each of the first `rank` rows is solved for.
  private var pivots: [Int] = []

  private static let columns = JumpPolynomial.degree
  private static let strips = columns / 64 + 1
  /// The numbers of a row: whole tiles.
  private static let stride = (strips + 15) / 16 * 16
  /// The right side stands behind the last column.
  private static let valueBit = UInt64(1) << UInt64(columns % 64)

  init(rowCount: Int) {
    self.rowCount = rowCount
    rows = .allocate(capacity: max(rowCount, 1) * Self.stride)
    rows.initialize(repeating: 0, count: max(rowCount, 1) * Self.stride)
  }

  deinit { rows.deallocate() }

  private func row(_ number: Int) -> UnsafeMutablePointer<UInt64> { rows + number * Self.stride }

  /// Writes a row: the sequence's bits from `start` on.
  func setRow(_ number: Int, to sequence: BitSequence, from start: Int, value: Bool) {
    let row = row(number)
    let (whole, part) = (start / 64, UInt64(start % 64))
    sequence.words.withUnsafeBufferPointer { words in
      for i in 0..<Self.strips {
        let next = i + whole + 1 < words.count ? words[i + whole + 1] : 0
        row[i] = words[i + whole] >> part | next << (64 - part)
      }
    }
    row[Self.strips - 1] &= Self.valueBit - 1
    if value { row[Self.strips - 1] |= Self.valueBit }
  }

  /// Brings the rows into the form in which each is solved for a column that none below it has.
  func eliminate() {
    let tables = UnsafeMutablePointer<UInt64>.allocate(capacity: 8 * 256 * 16)
    defer { tables.deallocate() }
    var selectors = [UInt64](repeating: 0, count: rowCount)
    for strip in 0..<Self.strips where rank < rowCount {
      let places = pivotRows(in: strip)
      let found = places.reduce(0) { $0 + ($1 == nil ? 0 : 1) }
      guard found > 0 else { continue }
      var mask: UInt64 = 0
      for (bit, place) in places.enumerated() where place != nil { mask |= 1 << UInt64(bit) }
      let below = rank + found
      for number in below..<rowCount { selectors[number - below] = row(number)[strip] & mask }
      for tile in Swift.stride(from: strip / 16 * 16, to: Self.stride, by: 16) {
        fill(tables, from: places, tile: tile)
        if below < rowCount {
          Kernels.search.addCombinations(
            row(below) + tile, Self.stride, rowCount - below, selectors, tables)
        }
      }
      var columns = [Int](repeating: 0, count: found)
      for (bit, place) in places.enumerated() {
        if let place { columns[place - rank] = 64 * strip + bit }
      }
      pivots += columns
      rank = below
    }
  }

  /// Finds rows that are independent in a strip, moves them to the front and clears each one's
  /// column in the others; for each bit of the strip, which row has it.
  private func pivotRows(in strip: Int) -> [Int?] {
    var places = [Int?](repeating: nil, count: 64)
    let mask = strip == Self.strips - 1 ? Self.valueBit - 1 : ~0
    var (found, taken) = (0, 0 as UInt64)
    for candidate in rank..<rowCount {
      var word = row(candidate)[strip] & mask
      let used = word & taken
      forEachBit(of: used) { word ^= row(places[$0]!)[strip] & mask }
      guard word != 0 else { continue }
      forEachBit(of: used) { add(row(places[$0]!), to: row(candidate), from: strip) }
      let bit = word.trailingZeroBitCount
      for place in places {
        guard let place, row(place)[strip] >> UInt64(bit) & 1 == 1 else { continue }
        add(row(candidate), to: row(place), from: strip)
      }
      let place = rank + found
      if place != candidate { swap(row(place), row(candidate), from: strip) }
      places[bit] = place
      taken |= 1 << UInt64(bit)
      found += 1
      if taken == mask { break }
    }
    return places
  }

  /// All sums of each eight rows, in one tile.
  private func fill(_ tables: UnsafeMutablePointer<UInt64>, from places: [Int?], tile: Int) {
    for table in 0..<8 {
      let entries = tables + 16 * 256 * table
      entries.initialize(repeating: 0, count: 16)
      for index in 1..<256 {
        let (entry, rest) = (entries + 16 * index, entries + 16 * (index & (index - 1)))
        if let place = places[8 * table + index.trailingZeroBitCount] {
          let added = row(place) + tile
          for i in 0..<16 { entry[i] = rest[i] ^ added[i] }
        } else {
          entry.update(from: rest, count: 16)
        }
      }
    }
  }

  private func add(
    _ row: UnsafeMutablePointer<UInt64>, to sum: UnsafeMutablePointer<UInt64>, from strip: Int
  ) {
    for i in strip..<Self.strips { sum[i] ^= row[i] }
  }

  private func swap(
    _ a: UnsafeMutablePointer<UInt64>, _ b: UnsafeMutablePointer<UInt64>, from strip: Int
  ) {
    for i in strip..<Self.strips { (a[i], b[i]) = (b[i], a[i]) }
  }

  @inline(__always)
  private func forEachBit(of word: UInt64, _ body: (Int) -> Void) {
    var rest = word
    while rest != 0 {
      body(rest.trailingZeroBitCount)
      rest &= rest - 1
    }
  }

  /// Whether a row has nothing left but a right side.
  var isContradictory: Bool {
    (rank..<rowCount).contains { row($0)[Self.strips - 1] & Self.valueBit != 0 }
  }

  /// The unknowns, with the bits of `open` for those that no row is solved for.
  func solution(open: Int) -> [UInt64] {
    var solution = [UInt64](repeating: 0, count: Self.strips)
    let solved = Set(pivots)
    var rest = open
    for column in 0..<Self.columns where !solved.contains(column) {
      if rest & 1 == 1 { solution[column / 64] |= 1 << UInt64(column % 64) }
      rest >>= 1
    }
    solution[Self.strips - 1] |= Self.valueBit
    for number in Swift.stride(from: rank - 1, through: 0, by: -1) {
      let (row, column) = (row(number), pivots[number])
      var sum: UInt64 = 0
      for i in column / 64..<Self.strips { sum ^= row[i] & solution[i] }
      if sum.nonzeroBitCount % 2 == 1 { solution[column / 64] |= 1 << UInt64(column % 64) }
    }
    solution[Self.strips - 1] &= ~Self.valueBit
    return solution
  }
}
