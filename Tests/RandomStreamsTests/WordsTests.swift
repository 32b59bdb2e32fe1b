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
