// The keys of many seeds side by side.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// Keys in fields of one word each: the key's two, and for Philox the two words of the high half of
/// the counter.
package struct CipherKeys {
  /// As many seeds as are tried side by side.
  package static let width = 256

  let memory: UnsafeMutablePointer<UInt32>

  subscript(field: Int) -> UnsafeMutablePointer<UInt32> { memory + Self.width * field }

  /// The seeds themselves, from `first` on, in two fields, and zeros in the others.
  func setSeeds(from first: UInt64) {
    for lane in 0..<Self.width {
      let seed = first &+ UInt64(lane)
      self[0][lane] = UInt32(truncatingIfNeeded: seed)
      self[1][lane] = UInt32(truncatingIfNeeded: seed >> 32)
      (self[2][lane], self[3][lane]) = (0, 0)
    }
  }

  func key(_ lane: Int) -> UInt64 { UInt64(self[1][lane]) << 32 | UInt64(self[0][lane]) }
  func stream(_ lane: Int) -> UInt64 { UInt64(self[3][lane]) << 32 | UInt64(self[2][lane]) }
}

/// How seeds become keys.
package protocol KeyRule: Sendable {
  /// Whether the cipher is Threefry, and not Philox.
  var isThreefry: Bool { get }

  /// Writes the keys that the seeds from `first` on draw with, after so many earlier calls or words.
  func make(_ keys: CipherKeys, seedsFrom first: UInt64, after position: UInt64)
}

extension CipherKeys {
  /// Leaves the names of the lanes whose words pass; returns how many.
  func passing(
    _ block: TestedBlock, movedBy distance: UInt64, isThreefry: Bool,
    _ lanes: UnsafeMutablePointer<UInt32>, _ count: Int, areAll: Bool,
    _ scratch: UnsafeMutablePointer<UInt32>
  ) -> Int {
    let kernel =
      isThreefry ? Kernels.search.threefryPassing : Kernels.search.philoxPassing
    let number = block.number &+ distance
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4) { counter in
      for (place, half) in [number, block.stream].enumerated() {
        counter[2 * place] = UInt32(truncatingIfNeeded: half)
        counter[2 * place + 1] = UInt32(truncatingIfNeeded: half >> 32)
      }
      return kernel(
        memory, Self.width, counter.baseAddress!, block.tests, block.tests.count / 5, lanes, count,
        areAll, scratch)
    }
  }

  /// A word of one lane.
  func word(_ lane: Int, _ place: CipherPlace, isThreefry: Bool) -> UInt32 {
    guard isThreefry else {
      return Philox4x32.block(
        place.number, of: place.stream &+ stream(lane), key: key(lane))[Int(place.word)]
    }
    let (first, second) = Threefry2x32(key0: self[0][lane], key1: self[1][lane])
      .block(place.number)
    return place.word == 0 ? first : place.word == 1 ? second : first ^ second
  }
}

/// A block, and the tests of its words as the loops take them.
struct TestedBlock: Sendable {
  let number: UInt64
  let stream: UInt64
  private(set) var tests: [UInt32] = []

  init(number: UInt64, stream: UInt64) { (self.number, self.stream) = (number, stream) }

  mutating func add(_ test: WordTest, word: UInt32) {
    tests += [word, test.isFolded ? ~0 : 0, test.bits, test.low, test.high &- test.low]
  }
}
