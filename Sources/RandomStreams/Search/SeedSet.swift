// Seeds to be tried: ranges, in the order in which they are named.
// SPDX-License-Identifier: Apache-2.0

/// Seeds in the order in which they are tried.
public struct SeedSet: Hashable, Sendable {
  public var ranges: [ClosedRange<UInt64>]

  public init(_ ranges: [ClosedRange<UInt64>]) { self.ranges = ranges }

  /// Every seed that reaches a Mersenne Twister: 0 to 2^32 - 1.
  public static let all = SeedSet([0...0xffff_ffff])
  /// No seed.
  public static let none = SeedSet([])
  /// The first million, and larger seeds that people type: digits in order, constants, dates, and
  /// what `torch.Generator()` begins with.
  public static let usual = SeedSet([0...999_999] + (typed.map { $0...$0 }) + dates)

  private static let typed: [UInt64] = [
    1_000_000, 1_111_111, 1_234_567, 12_345_678, 123_456_789, 1_234_567_890, 987_654_321,
    2_147_483_647, 2_147_483_648, 4_294_967_295, 3_141_592, 31_415_926, 314_159_265,
    3_141_592_653, 2_718_281, 27_182_818, 271_828_182, 2_718_281_828, 1_618_033, 16_180_339,
    1_618_033_988, 0xdead_beef, 0xcafe_babe, 0xbadc_0ffe, 67_280_421_310_721,
  ]

  /// Days from 2000 to 2035, as 20240131.
  private static let dates: [ClosedRange<UInt64>] = (2000...2035).flatMap { year in
    (1...12).map { month in
      let day = UInt64(10_000 * year + 100 * month)
      return day + 1...day + 31
    }
  }

  /// How many seeds there are; 2^64 - 1 where they are more.
  public var count: UInt64 {
    ranges.reduce(0) { sum, range in
      let (count, overflow) = (range.upperBound - range.lowerBound).addingReportingOverflow(1)
      let (total, more) = sum.addingReportingOverflow(count)
      return overflow || more ? .max : total
    }
  }

  /// The seeds in pieces of up to `size`.
  package func pieces(of size: UInt64) -> SeedPieces { SeedPieces(ranges, size: size) }
}

/// Seeds in pieces, which are made when they are asked for: all of 64 bits fit in no list.
package struct SeedPieces: Sendable {
  private let ranges: [ClosedRange<UInt64>]
  private let size: UInt64
  /// The number of pieces up to the end of each range.
  private let ends: [Int]

  init(_ ranges: [ClosedRange<UInt64>], size: UInt64) {
    (self.ranges, self.size) = (ranges, size)
    var (ends, end) = ([Int](), 0)
    for range in ranges {
      let pieces = Int(clamping: (range.upperBound - range.lowerBound) / size)
      let (sum, overflow) = end.addingReportingOverflow(pieces)
      end = overflow ? .max - 1 : min(sum, .max - 1) + 1
      ends.append(end)
    }
    self.ends = ends
  }

  package var count: Int { ends.last ?? 0 }

  /// A piece: its first seed, and how many there are.
  package subscript(number: Int) -> (first: UInt64, count: Int) {
    let place = ends.firstIndex { number < $0 } ?? ends.count - 1
    let range = ranges[place]
    let first = range.lowerBound + UInt64(number - (place == 0 ? 0 : ends[place - 1])) * size
    return (first, Int(min(size - 1, range.upperBound - first)) + 1)
  }
}
