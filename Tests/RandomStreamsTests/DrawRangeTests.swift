// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RandomStreams

/// A draw gives the same values whichever range of it is asked for, in whatever order: what a
/// stream, a slice and a thread rely on.
@Suite struct DrawRangeTests {
  private static let count = 4000
  /// Around the edges of vectors (16), blocks (624 words, 312 pairs) and pieces (1248).
  private static let starts = [0, 1, 15, 16, 311, 312, 313, 623, 624, 625, 1247, 1248, 2500, 1, 0]
  private static let sizes = [0, 1, 2, 15, 16, 17, 33, 312, 624, 1249, 1400]

  private func check<Element: BitwiseCopyable & Equatable>(
    _ draw: any Draw<Element>, _ blank: Element, _ name: String
  ) {
    func values<D: Draw>(_ draw: inout D, _ range: Range<Int>) -> [D.Element]
    where D.Element == Element {
      var values = [Element](repeating: blank, count: range.count)
      var span = values.mutableSpan
      draw.fill(&span, from: range.lowerBound)
      return values
    }
    func run<D: Draw>(_ draw: D) where D.Element == Element {
      var (whole, reader) = (draw, draw)
      let all = values(&whole, 0..<Self.count)
      for start in Self.starts {
        for size in Self.sizes {
          let part = values(&reader, start..<start + size)
          #expect(part == Array(all[start..<start + size]), "\(name) \(start) \(size)")
        }
      }
    }
    run(draw)
  }

  private func check(_ draw: any MaskDraw, _ name: String) {
    check(draw.bytes, 9, name)
    var (mask, reader) = (draw, draw)
    var all = [UInt8](repeating: 9, count: Self.count)
    var span = all.mutableSpan
    mask.fill(&span, from: 0)
    for start in Self.starts {
      for size in Self.sizes {
        var noise = [Float](repeating: 9, count: size)
        var span = noise.mutableSpan
        reader.fill(&span, from: start, one: 1.25, zero: -3)
        let expected = all[start..<start + size].map { $0 != 0 ? 1.25 : -3 as Float }
        #expect(noise == expected, "\(name) noise \(start) \(size)")
      }
    }
  }

  @Test(
    arguments: ["torch", "torch-mkl", "torch-2.11", "numpy", "numpy-generator", "jax"], [0, 1])
  func `any range is the same as in the whole`(engine: String, skipped: UInt64) throws {
    var generator: any FrameworkGenerator =
      switch engine {
      case "torch": TorchGenerator(seed: 2021)
      case "torch-mkl": TorchGenerator(seed: 2021, version: .mkl)
      case "torch-2.11": TorchGenerator(seed: 2021, version: .v2_11)
      case "numpy": try NumPyRandomState(seed: 2021)
      case "numpy-generator": NumPyGenerator(seed: 2021)
      default: JAXKey(seed: 2021)
      }
    // An odd place in the stream: pairs of words then straddle the generator's blocks.
    if skipped > 0, engine != "jax" { try generator.skip(skipped) }
    let count = Self.count
    check(try generator.bernoulli(0.67, count: count), "bernoulli")
    check(try generator.bernoulli(0, count: count), "never")
    check(try generator.bernoulli(1, count: count), "always")
    check(try generator.bits(count: count), 0, "bits")
    if engine != "numpy" {
      check(try generator.rand(.float32, count: count), 9, "rand")
    }
    guard engine.hasPrefix("torch") else { return }
    check(try generator.rand(.float16, count: count), 9, "rand half")
    check(try generator.rand64(count: count), 9, "rand64")
    check(try generator.uniform(.float32, low: -1, high: 2, count: count), 9, "uniform")
    for count in [count, count + 1, count + 15] {
      check(try generator.normal(.float32, mean: 0, std: 1, count: count), 9, "normal")
      check(try generator.normal(.bfloat16, mean: 1, std: 2, count: count), 9, "normal half")
    }
  }

  @Test func `the last normals are drawn again in any range`() {
    for count in [16, 17, 31, 32, 33, 47, 1249, 1263, 1264, 1265] {
      var generator = TorchGenerator(seed: 5)
      var draw = generator.normal(.float32, mean: 0, std: 1, count: count)
      var whole = [Float](repeating: 9, count: count)
      var span = whole.mutableSpan
      draw.fill(&span, from: 0)
      for i in 0..<count {
        var one: [Float] = [9]
        var span = one.mutableSpan
        draw.fill(&span, from: i)
        #expect(one[0] == whole[i], "\(count) \(i)")
      }
    }
  }
}

extension MaskDraw {
  /// The draw as one of bytes.
  var bytes: any Draw<UInt8> { self }
}
