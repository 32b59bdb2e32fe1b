// MKL's whole orbit: the states that a mask begins with.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// All 2^31 - 2 states of MCG31 in their order, looked through for those that draw a mask.
///
/// A stretch of states becomes bits, kept or not, eight in a byte. Where a mask may begin is told by
/// tables of bytes: for each value of a byte, at which of its eight bits it may.
package struct CongruentialOrbit: Sendable {
  /// The states below it are kept.
  private let threshold: UInt32
  /// What is known of the first lots: 1 kept, 0 dropped, 2 unknown.
  private let lots: [UInt8]
  /// For the first byte that a mask lies in, and each that follows.
  private let tables: [[UInt8]]

  /// States that are looked through at a time: they stay in the first-level cache.
  private static let stretch = 1 << 14
  /// As many lots are looked at.
  package static let lotLimit = 4096
  /// The parts that the orbit is looked through in.
  package static let pieceCount = 1 << 10
  private static let states = MCG31.modulus - 1
  private static let tableCount = 6

  /// - `keep`: the probability that a draw keeps.
  /// - `lots`: of the first draws, whether they kept; `nil` where that is unknown. More than those
  ///   that fit a stretch do not count.
  package init(keep: Float, lots: [Bool?]) {
    threshold = MKLBernoulli.threshold(keep)
    self.lots = lots.prefix(Self.lotLimit).map { $0 == nil ? 2 : $0! ? 1 : 0 }
    tables = (0..<Self.tableCount).map { [lots = self.lots] number in
      (0..<256).map { byte in
        (0..<8).reduce(0 as UInt8) { set, start in
          let fits = (0..<8).allSatisfy { bit in
            let lot = 8 * number + bit - start
            guard lot >= 0, lot < lots.count, lots[lot] < 2 else { return true }
            return lots[lot] == UInt8(byte >> bit & 1)
          }
          return fits ? set | 1 << UInt8(start) : set
        }
      }
    }
  }

  /// The states of a piece that the mask may begin with, in their order.
  package func states(inPiece piece: Int) -> [UInt32] {
    let size = Int(Self.states) / Self.pieceCount + 1
    let start = piece * size
    let count = min(size, Int(Self.states) - start)
    guard count > 0 else { return [] }
    var generator = MCG31(seed: 1)
    generator.advance(by: UInt64(start))
    var found: [UInt32] = []
    // A mask that begins in a stretch ends in what lies behind it.
    let room = Self.stretch + lots.count + 64
    withUnsafeTemporaryAllocation(byteCount: room + room / 8 + 16, alignment: 64) { memory in
      let kept = memory.baseAddress!.assumingMemoryBound(to: UInt8.self)
      let bits = kept + room
      for done in stride(from: 0, to: count, by: Self.stretch) {
        var reader = generator
        reader.fill { Kernels.inUse.mcg31Mask($0, $1, kept, room, threshold) }
        let places = min(Self.stretch, count - done)
        pack(kept, into: bits, count: room / 8)
        forEachPlace(bits, count: places) { place in
          guard isMask(kept + place) else { return }
          var state = generator
          state.advance(by: UInt64(place))
          found.append(state.next())
        }
        generator.advance(by: UInt64(Self.stretch))
      }
    }
    return found
  }

  /// Eight bytes of 0 or 1 to each byte of bits, the first one to the lowest bit.
  private func pack(
    _ kept: UnsafeMutablePointer<UInt8>, into bits: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    for i in 0..<count {
      let eight = UnsafeRawPointer(kept + 8 * i).load(as: UInt64.self)
      // The factor moves byte i's lowest bit to bit 56 + i.
      bits[i] = UInt8(truncatingIfNeeded: (eight &* 0x0102_0408_1020_4080) &>> 56)
    }
  }

  private func forEachPlace(
    _ bits: UnsafeMutablePointer<UInt8>, count: Int, _ body: (Int) -> Void
  ) {
    tables[0].withUnsafeBufferPointer { first in
      tables[1].withUnsafeBufferPointer { second in
        for i in 0..<(count + 7) / 8 {
          var starts = first[Int(bits[i])] & second[Int(bits[i + 1])]
          guard starts != 0 else { continue }
          for number in 2..<Self.tableCount { starts &= tables[number][Int(bits[i + number])] }
          while starts != 0 {
            let place = 8 * i + starts.trailingZeroBitCount
            starts &= starts - 1
            if place < count { body(place) }
          }
        }
      }
    }
  }

  private func isMask(_ kept: UnsafeMutablePointer<UInt8>) -> Bool {
    lots.indices.allSatisfy { lots[$0] == 2 || lots[$0] == kept[$0] }
  }

  /// The words that seed MKL's generator with this state, the lowest first.
  package static func words(seeding state: UInt32) -> [UInt32] {
    let same = (0...2).map { UInt64(state) + $0 * MCG31.modulus }.filter { $0 <= 0xffff_ffff }
    return (same.map { UInt32($0) } + (state == 1 ? zeroWords : [])).sorted()
  }

  /// Words that are 0 modulo 2^31 - 1: MKL takes 1 instead.
  private static let zeroWords: [UInt32] = [0, 0x7fff_ffff, 0xffff_fffe]
}
