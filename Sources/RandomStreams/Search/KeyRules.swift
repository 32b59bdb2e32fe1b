// The keys that the frameworks make of seeds, as far as they are made of few steps.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// Philox's key is the seed itself: PyTorch's on a GPU, Triton's.
package struct SeedIsKey: KeyRule {
  package init() {}
  package var isThreefry: Bool { false }

  package func make(_ keys: CipherKeys, seedsFrom first: UInt64, after position: UInt64) {
    keys.setSeeds(from: first)
  }
}

/// JAX's key `(0, seed)`, folded with numbers.
package struct JAXSeeds: KeyRule {
  private let folds: [UInt32]
  package init(folds: [UInt32] = []) { self.folds = folds }
  package var isThreefry: Bool { true }

  package func make(_ keys: CipherKeys, seedsFrom first: UInt64, after position: UInt64) {
    for lane in 0..<CipherKeys.width {
      keys[0][lane] = 0
      keys[1][lane] = UInt32(truncatingIfNeeded: first) &+ UInt32(lane)
    }
    for data in folds {
      keys.encryptAll(0, data, to: keys[0], keys[1])
    }
  }
}

/// JAX's key `(seed, call)`, as a layer of Keras makes it.
package struct KerasJAXSeeds: KeyRule {
  package init() {}
  package var isThreefry: Bool { true }

  package func make(_ keys: CipherKeys, seedsFrom first: UInt64, after position: UInt64) {
    for lane in 0..<CipherKeys.width {
      keys[0][lane] = UInt32(truncatingIfNeeded: first) &+ UInt32(lane)
      keys[1][lane] = UInt32(truncatingIfNeeded: position)
    }
  }
}

/// MLX's key of a call: the state splits at each.
package struct MLXSeeds: KeyRule {
  private let calls: UInt64
  private let countsPosition: Bool

  /// - `calls`: those before the one that draws, besides those that are tried.
  /// - `countsPosition`: whether the place that is tried counts calls before this one.
  package init(calls: UInt64, countsPosition: Bool) {
    self.calls = calls
    self.countsPosition = countsPosition
  }
  package var isThreefry: Bool { true }

  package func make(_ keys: CipherKeys, seedsFrom first: UInt64, after position: UInt64) {
    for lane in 0..<CipherKeys.width {
      let seed = first &+ UInt64(lane)
      keys[0][lane] = UInt32(truncatingIfNeeded: seed >> 32)
      keys[1][lane] = UInt32(truncatingIfNeeded: seed)
    }
    // A split is four words: the next state is those of the first halves, the key of the second.
    for _ in 0..<calls + (countsPosition ? position : 0) { split(keys, takingSecond: false) }
    split(keys, takingSecond: true)
  }

  private func split(_ keys: CipherKeys, takingSecond: Bool) {
    let width = CipherKeys.width
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4 * width) { memory in
      let halves = memory.baseAddress!
      keys.encryptAll(0, 2, to: halves, halves + width)
      keys.encryptAll(1, 3, to: halves + 2 * width, halves + 3 * width)
      let place = takingSecond ? width : 0
      for lane in 0..<width {
        keys[0][lane] = halves[place + lane]
        keys[1][lane] = halves[2 * width + place + lane]
      }
    }
  }
}

/// The second of two words of a Mersenne Twister, as a compiled graph of PyTorch's takes them.
package struct InductorSeeds: KeyRule {
  private let offset: UInt64

  /// - `offset`: the words between the place that is tried and the two.
  package init(offset: UInt64) { self.offset = offset }
  package var isThreefry: Bool { false }

  package func make(_ keys: CipherKeys, seedsFrom first: UInt64, after position: UInt64) {
    let (word, low) = (position + offset + 1, UInt32(truncatingIfNeeded: first))
    if word < 227 {
      Kernels.search.seedWords(low, UInt32(word), keys[0])
      Kernels.search.seedWords(low &+ 128, UInt32(word), keys[0] + 128)
    } else {
      for lane in 0..<CipherKeys.width {
        var generator = MT19937(seed: low &+ UInt32(lane))
        generator.advance(by: word)
        keys[0][lane] = generator.next()
      }
    }
    for lane in 0..<CipherKeys.width {
      (keys[1][lane], keys[2][lane], keys[3][lane]) = (0, 0, 0)
    }
  }
}

/// Keys that were made already, the seed of each its number: where one stream makes many.
package struct KnownKeys: KeyRule {
  private let words: [UInt32]

  /// - `words`: the low words of the keys; the high ones are 0.
  package init(_ words: [UInt32]) { self.words = words }
  package var isThreefry: Bool { false }

  package func make(_ keys: CipherKeys, seedsFrom first: UInt64, after position: UInt64) {
    for lane in 0..<CipherKeys.width {
      let number = Int(first) + lane
      keys[0][lane] = number < words.count ? words[number] : 0
      (keys[1][lane], keys[2][lane], keys[3][lane]) = (0, 0, 0)
    }
  }
}

extension CipherKeys {
  /// Writes both halves of Threefry's block of one counter, of all keys.
  fileprivate func encryptAll(
    _ high: UInt32, _ low: UInt32, to first: UnsafeMutablePointer<UInt32>,
    _ second: UnsafeMutablePointer<UInt32>
  ) {
    for half in stride(from: 0, to: Self.width, by: 128) {
      Kernels.search.threefryOfKeys(
        self[0] + half, self[1] + half, high, low, first + half, second + half)
    }
  }
}
