// SPDX-License-Identifier: Apache-2.0

import Foundation
import RandomStreams
import Testing

/// Raw words, compared with what the originals gave: 1,000 a seed.
@Suite struct WordsTests {
  /// The sections of a word file: the numbers behind `seed`, `offset` …, and the words.
  private func sections(_ name: String) -> [(numbers: [String: UInt64], words: [UInt64])] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Golden/words")
    let text = try? String(
      contentsOf: folder.appendingPathComponent("\(name).txt"), encoding: .utf8)
    var sections: [(numbers: [String: UInt64], words: [UInt64])] = []
    for line in (text ?? "").split(separator: "\n") where !line.hasPrefix("#") {
      let items = line.split(separator: " ")
      if items[0] == "seed" {
        var numbers: [String: UInt64] = [:]
        for i in stride(from: 0, to: items.count - 1, by: 2) {
          let number = UInt64(items[i + 1]) ?? Int64(items[i + 1]).map { UInt64(bitPattern: $0) }
          numbers[String(items[i])] = number
        }
        sections.append((numbers, []))
      } else {
        sections[sections.count - 1].words += items.compactMap { UInt64($0, radix: 16) }
      }
    }
    return sections
  }

  private func words<G: BitGenerator>(_ generator: G, _ count: Int) -> [UInt64] {
    var generator = generator
    var words = [G.Word](repeating: 0, count: count)
    var span = words.mutableSpan
    generator.fill(&span)
    return words.map { UInt64($0) }
  }

  @Test func `the Mersenne Twister gives PyTorch's words`() {
    let sections = sections("mt19937")
    #expect(sections.count >= 20)
    for (numbers, expected) in sections {
      let generator = MT19937(seed: UInt32(truncatingIfNeeded: numbers["seed"] ?? 0))
      #expect(words(generator, 1000) == expected, "seed \(numbers["seed"] ?? 0)")
    }
  }

  @Test func `the Mersenne Twister gives NumPy's words far from the beginning`() {
    let sections = sections("mt19937-advance")
    #expect(sections.count >= 40)
    for (numbers, expected) in sections {
      var generator = MT19937(seed: UInt32(truncatingIfNeeded: numbers["seed"] ?? 0))
      generator.advance(by: numbers["offset"] ?? 0)
      #expect(words(generator, expected.count) == expected, "offset \(numbers["offset"] ?? 0)")
    }
  }

  @Test func `MCG31 gives MKL's words`() {
    let sections = sections("mcg31")
    #expect(sections.count >= 10)
    for (numbers, expected) in sections {
      let generator = MCG31(seed: UInt32(truncatingIfNeeded: numbers["seed"] ?? 0))
      #expect(words(generator, 1000) == expected, "seed \(numbers["seed"] ?? 0)")
    }
  }

  @Test func `Threefry gives JAX's words`() {
    let sections = sections("threefry2x32")
    #expect(sections.count >= 8)
    for (numbers, expected) in sections {
      let seed = Int64(bitPattern: numbers["seed"] ?? 0)
      var draw = JAXKey(seed: seed).bits(count: expected.count)
      var made = [UInt32](repeating: 0, count: expected.count)
      var span = made.mutableSpan
      draw.fill(&span, from: 0)
      #expect(made.map { UInt64($0) } == expected, "seed \(seed)")
    }
  }

  @Test func `Philox gives the words of PyTorch's GPU kernels`() {
    let sections = sections("philox4x32")
    #expect(sections.count >= 10)
    for (numbers, expected) in sections {
      var generator = Philox4x32(key: numbers["seed"] ?? 0, stream: numbers["subsequence"] ?? 0)
      // Offsets are counted in blocks there.
      for _ in 0..<4 { generator.advance(by: numbers["offset"] ?? 0) }
      #expect(words(generator, expected.count) == expected, "\(numbers)")
    }
  }

  /// The known answers of Random123 1.14 for ten rounds (`tests/kat_vectors`): counter, key, block.
  @Test(arguments: [
    (
      "00000000 00000000 00000000 00000000", "00000000 00000000",
      "6627e8d5 e169c58d bc57ac4c 9b00dbd8"
    ),
    (
      "ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff",
      "408f276d 41c83b0e a20bc7c6 6d5451fd"
    ),
    (
      "243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0",
      "d16cfe09 94fdcceb 5001e420 24126ea1"
    ),
  ])
  func `Philox gives the known answers`(counter: String, key: String, block: String) {
    func halves(_ text: String) -> [UInt64] {
      let words = text.split(separator: " ").map { UInt64($0, radix: 16)! }
      return stride(from: 0, to: words.count, by: 2).map { words[$0 + 1] << 32 | words[$0] }
    }
    let (number, stream) = (halves(counter)[0], halves(counter)[1])
    var generator = Philox4x32(key: halves(key)[0], stream: stream)
    for _ in 0..<4 { generator.advance(by: number) }
    let expected = block.split(separator: " ").map { UInt64($0, radix: 16)! }
    #expect(words(generator, 4) == expected)
  }

  @Test func `PCG64's halves are NumPy's words`() {
    let sections = sections("pcg64")
    #expect(sections.count >= 8)
    for (numbers, expected) in sections {
      let seed = numbers["seed"] ?? 0
      var generator = NumPyGenerator(seed: NumPySeed(seed))
      var draw = generator.bits(count: 2 * expected.count)
      var halves = [UInt32](repeating: 0, count: 2 * expected.count)
      var span = halves.mutableSpan
      draw.fill(&span, from: 0)
      let made = expected.indices.map { UInt64(halves[2 * $0 + 1]) << 32 | UInt64(halves[2 * $0]) }
      #expect(made == expected, "seed \(seed)")
    }
  }
}
