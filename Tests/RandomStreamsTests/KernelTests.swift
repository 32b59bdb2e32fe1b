// SPDX-License-Identifier: Apache-2.0

import KernelInterface
import KernelSelection
import Testing

@testable import RandomStreams

/// Every table of inner loops against the plain one, as bits, at all sizes around the edges of
/// vectors and blocks.
@Suite struct KernelTests {
  #if DEBUG
    // Without the optimizer every lane is a call: a few sizes, and all of them in a release build.
    private static let sizes = [0, 1, 15, 16, 17, 33, 313]
  #else
    private static let sizes = Array(0...70) + [127, 128, 129, 311, 312, 313, 623, 624, 625, 1248]
  #endif

  /// Words of a generator, and room for two blocks and more.
  private func words(_ seed: UInt32) -> [UInt32] {
    var generator = MT19937(seed: seed)
    var words = [UInt32](repeating: 0, count: 2600)
    var span = words.mutableSpan
    generator.fill(&span)
    return words
  }

  /// What a kernel leaves in `count` elements and in some around them.
  private func result<Element: BitwiseCopyable>(
    _ count: Int, _ blank: Element, _ body: (UnsafeMutablePointer<Element>) -> Void
  ) -> [Element] {
    var values = [Element](repeating: blank, count: count + 40)
    values.withUnsafeMutableBufferPointer { body($0.baseAddress! + 20) }
    return values
  }

  @Test(arguments: CompiledTable.all)
  func `the words are the plain ones`(_ table: CompiledTable) {
    let kernels = table.loops
    var (made, plain) = (words(1), words(1))
    for _ in 0..<3 {
      made.withUnsafeMutableBufferPointer { kernels.twist($0.baseAddress!) }
      plain.withUnsafeMutableBufferPointer { PlainDrawLoops.twist($0.baseAddress!) }
      #expect(made[..<624] == plain[..<624])
    }
    for _ in 0..<3 {
      let uniforms = result(624, 9) { to in
        made.withUnsafeMutableBufferPointer { kernels.twistedUniforms($0.baseAddress!, to) }
      }
      let plainUniforms = result(624, 9) { to in
        plain.withUnsafeMutableBufferPointer { PlainDrawLoops.twistedUniforms($0.baseAddress!, to) }
      }
      #expect(uniforms == plainUniforms && made[..<624] == plain[..<624])
    }
    for count in Self.sizes {
      for start in [0, 1, 7] {
        func both<Element: BitwiseCopyable & Equatable>(
          _ blank: Element,
          _ kernel: (any DrawLoops.Type) -> (
            UnsafePointer<UInt32>, UnsafeMutablePointer<Element>, Int
          ) -> Void
        ) -> Bool {
          plain.withUnsafeBufferPointer { words in
            let words = words.baseAddress! + start
            return result(count, blank) { kernel(kernels)(words, $0, count) }
              == result(count, blank) { kernel(PlainDrawLoops.self)(words, $0, count) }
          }
        }
        #expect(both(0 as UInt32) { $0.temper })
        #expect(both(0 as Float) { $0.uniforms })
        #expect(both(0 as Double) { $0.lowUniforms })
        #expect(both(0 as Double) { $0.highUniforms })
      }
    }
  }

  @Test(arguments: CompiledTable.all)
  func `Bernoulli draws are the plain ones, ties and all`(_ table: CompiledTable) {
    let kernels = table.loops
    let words = words(2)
    for count in Self.sizes {
      let last = max(count - 1, 0)
      func tie(_ pair: Int, _ more: UInt64) -> UInt64 { self.tie(words, pair, more) }
      for threshold in [
        0, 1 << 53, 1 << 52, 3 << 50, tie(0, 0), tie(0, 1), tie(last, 0), tie(last, 1),
        tie(count / 2, 1),
      ] {
        words.withUnsafeBufferPointer { words in
          let words = words.baseAddress!
          for (one, zero) in [(2, 0), (1.5, -0.25)] as [(Float, Float)] {
            #expect(
              result(count, 9) { kernels.bernoulliNoise(words, $0, count, threshold, one, zero) }
                == result(count, 9) {
                  PlainDrawLoops.bernoulliNoise(words, $0, count, threshold, one, zero)
                })
          }
          #expect(
            result(count, 9) { kernels.bernoulliMask(words, $0, count, threshold) }
              == result(count, 9) { PlainDrawLoops.bernoulliMask(words, $0, count, threshold) })
        }
      }
    }
  }

  @Test(arguments: CompiledTable.all)
  func `the next block's Bernoulli draws are the plain ones, ties and all`(_ table: CompiledTable) {
    let kernels = table.loops
    let before = words(2)
    var block = before
    block.withUnsafeMutableBufferPointer { PlainDrawLoops.twist($0.baseAddress!) }
    for pair in [0, 1, 295, 296, 303, 304, 311] {
      for more in [0, 1] as [UInt64] {
        let threshold = tie(block, pair, more)
        func noise(_ table: any DrawLoops.Type) -> (values: [Float], state: [UInt32]) {
          var state = before
          let values = result(312, 9) { to in
            state.withUnsafeMutableBufferPointer {
              table.twistedBernoulliNoise($0.baseAddress!, to, threshold, 1.5, -0.25)
            }
          }
          return (values, Array(state[..<624]))
        }
        #expect(noise(kernels) == noise(PlainDrawLoops.self))
      }
    }
  }

  /// The threshold that ties with a pair of words, and `more`.
  private func tie(_ words: [UInt32], _ pair: Int, _ more: UInt64) -> UInt64 {
    let upper = UInt64(tempered(words[2 * pair]) & 0x1f_ffff)
    return upper << 32 | UInt64(tempered(words[2 * pair + 1])) + more
  }

  @Test(arguments: CompiledTable.all)
  func `MCG31's draws are the plain ones`(_ table: CompiledTable) {
    let kernels = table.loops
    for count in Self.sizes {
      for (seed, threshold) in [(1, 1 << 30), (2_147_483_646, 0x7fff_ffff), (77, 0)] {
        var (made, plain) = (MCG31(seed: UInt32(seed)), MCG31(seed: UInt32(seed)))
        let threshold = UInt32(threshold)
        func same<Element: BitwiseCopyable & Equatable>(
          _ blank: Element,
          _ kernel: (
            any DrawLoops.Type, UInt32, UnsafePointer<UInt32>, UnsafeMutablePointer<Element>
          ) ->
            UInt32
        ) -> Bool {
          result(count, blank) { to in made.fill { kernel(kernels, $0, $1, to) } }
            == result(count, blank) { to in plain.fill { kernel(PlainDrawLoops.self, $0, $1, to) } }
        }
        #expect(same(9 as UInt32) { $0.mcg31States($1, $2, $3, count) })
        #expect(same(9 as UInt8) { $0.mcg31Mask($1, $2, $3, count, threshold) })
        #expect(
          same(9 as Float) { $0.mcg31Noise($1, $2, $3, count, threshold, 1.5, -0.25) })
        #expect(made.next() == plain.next())
      }
    }
  }

  @Test(arguments: CompiledTable.all)
  func `normals are the plain ones`(_ table: CompiledTable) {
    let kernels = table.loops
    var uniforms = words(3).prefix(2048).map { Float($0 >> 8) * 0x1p-24 }
    // The ends of the range, and where the polynomials change.
    let edges: [Float] = [0, 0x1p-24, 0.5, 0.25, 0.75, 0.125, 0.29289323, 0.2928932, 1 - 0x1p-24]
    for (i, edge) in edges.enumerated() {
      for j in 0..<16 { uniforms[16 * (i + j * 4) + (i * j) % 16] = edge }
    }
    for (mean, std) in [(0, 1), (1, 0.7)] as [(Float, Float)] {
      var (made, plain) = (uniforms, uniforms)
      made.withUnsafeMutableBufferPointer { kernels.normals($0.baseAddress!, 128, mean, std) }
      plain.withUnsafeMutableBufferPointer {
        PlainDrawLoops.normals($0.baseAddress!, 128, mean, std)
      }
      #expect(made.map(\.bitPattern) == plain.map(\.bitPattern))
    }
  }

  #if !DEBUG
    /// A product and sum that is rounded twice on old processors differs for one value in some
    /// hundred millions, so all of them are tried.
    @Test(arguments: CompiledTable.all)
    func `normals of every uniform are the plain ones`(_ table: CompiledTable) {
      let kernels = table.loops
      let size = 1 << 12
      var uniforms = [Float](repeating: 0.3, count: 2 * size)
      // The first 8 of each 16 go through the logarithm, the others through sine and cosine.
      for first in stride(from: 0, to: 1 << 24, by: size) {
        for i in 0..<size {
          uniforms[i / 8 * 16 + i % 8] = Float(first + i) * 0x1p-24
          uniforms[i / 8 * 16 + i % 8 + 8] = Float(first + i) * 0x1p-24
        }
        var (made, plain) = (uniforms, uniforms)
        made.withUnsafeMutableBufferPointer { kernels.normals($0.baseAddress!, size / 8, 0, 1) }
        plain.withUnsafeMutableBufferPointer {
          PlainDrawLoops.normals($0.baseAddress!, size / 8, 0, 1)
        }
        guard made.map(\.bitPattern) == plain.map(\.bitPattern) else {
          Issue.record("from \(first)")
          return
        }
      }
    }

    @Test(arguments: CompiledTable.all)
    func `JAX's normals of every uniform are the plain ones`(_ table: CompiledTable) {
      let kernels = table.loops
      let size = 1 << 12
      for first in stride(from: 0, to: 1 << 23, by: size) {
        let uniforms = (first..<first + size).map { Float($0) * 0x1p-23 }
        var made = uniforms
        // All but 3: the last vector is not a whole one.
        made.withUnsafeMutableBufferPointer {
          kernels.inverseErrorNormals($0.baseAddress! + 1, size - 3)
        }
        let plain = uniforms.indices.map {
          (1..<size - 2).contains($0) ? XLAMath.normal(uniforms[$0]) : uniforms[$0]
        }
        guard made.map(\.bitPattern) == plain.map(\.bitPattern) else {
          Issue.record("from \(first)")
          return
        }
      }
      // What was left out above.
      for first in stride(from: 0, to: 1 << 23, by: size) {
        let uniforms = [first, first + size - 2, first + size - 1].map { Float($0) * 0x1p-23 }
        var made = uniforms
        kernels.inverseErrorNormals(&made, 3)
        #expect(made == uniforms.map(XLAMath.normal))
      }
    }
  #endif

  @Test(arguments: CompiledTable.all)
  func `Threefry's words are the plain ones`(_ table: CompiledTable) {
    let kernels = table.loops
    for count in Self.sizes {
      for (high, low) in [(0, 0), (1, 77), (.max, .max - 5000)] as [(UInt32, UInt32)] {
        #expect(
          result(count, 9) { kernels.threefry(2021, 0x8000_0007, high, low, $0, count) }
            == result(count, 9) { PlainDrawLoops.threefry(2021, 0x8000_0007, high, low, $0, count) }
        )
        for second in [false, true] {
          func halves(_ kernels: any DrawLoops.Type) -> [UInt32] {
            result(count, 9) {
              kernels.threefryHalves(2021, 0x8000_0007, high, low, second, $0, count)
            }
          }
          #expect(halves(kernels) == halves(PlainDrawLoops.self))
        }
      }
    }
  }

  @Test(arguments: CompiledTable.all)
  func `Philox's words are the plain ones`(_ table: CompiledTable) {
    let counters: [(UInt64, UInt64)] = [
      (0, 0), (.max << 32 | 77, 1 << 33 | 5), (1 << 63 | 0xffff_0000, .max - 5000),
    ]
    for (count, counter) in Self.sizes.flatMap({ size in counters.map { (size, $0) } }) {
      for streams in [false, true] {
        let (key, number, stream) = (0x8000_0007_ffff_fff3 as UInt64, counter.0, counter.1)
        func blocks(_ kernels: any DrawLoops.Type) -> [UInt32] {
          result(4 * count, 9) { kernels.philoxBlocks(key, number, stream, streams, $0, count) }
        }
        #expect(blocks(table.loops) == blocks(PlainDrawLoops.self))
        for word in 0..<4 {
          func words(_ kernels: any DrawLoops.Type) -> [UInt32] {
            result(count, 9) {
              kernels.philoxWords(key, number, stream, streams, word, $0, count)
            }
          }
          #expect(words(table.loops) == words(PlainDrawLoops.self))
        }
      }
    }
  }

  @Test(arguments: CompiledTable.all)
  func `PCG64's words and doubles are those of its steps`(_ table: CompiledTable) {
    let kernels = table.loops
    // The addend of a step is the sequence twice, and one.
    let generators = [
      PCG64(initialState: 2021 << 64 | 7, sequence: .max - 12),
      PCG64(initialState: 0, sequence: 0),
      PCG64(initialState: .max, sequence: .max),
      PCG64(initialState: 0xffff_ffff << 64, sequence: 0x1_ffff_ffff << 51),
      PCG64(initialState: 0xf_ffff_ffff_ffff << 52, sequence: 0xf_ffff_ffff_ffff << 51),
    ]
    for (start, count) in generators.flatMap({ start in
      (Self.sizes + [64, 79, 80, 1024]).map { (start, $0) }
    }) {
      func same(
        _ loop: PCG64.Loop, _ value: (UInt64) -> UInt64,
        _ write: (inout PCG64, UnsafeMutableRawPointer) -> Void
      ) -> Bool {
        var (made, stepped) = (start, start)
        var words = [UInt64](repeating: 9, count: count + 1)
        let lanes = kernels.pcg64Lanes
        let done = words.withUnsafeMutableBytes { bytes in
          made.writeSideBySide(count, to: bytes.baseAddress!, lanes, loop)
        }
        guard done == (count >= PCG64.leastSideBySide ? count / lanes * lanes : 0),
          words[..<done].elementsEqual((0..<done).map { _ in value(stepped.next()) }),
          words[done...].allSatisfy({ $0 == 9 }), made == stepped
        else { return false }
        words.withUnsafeMutableBytes { write(&made, $0.baseAddress!) }
        return words[..<count].elementsEqual((0..<count).map { _ in value(stepped.next()) })
          && words[count] == 9 && made == stepped
      }
      #expect(same(kernels.pcg64Words, { $0 }, { $0.write(count, to: $1) }))
      #expect(
        same(
          kernels.pcg64Uniforms, { PCG64.uniform($0).bitPattern },
          { $0.writeUniforms(count, to: $1) }))
    }
  }

  @Test(arguments: CompiledTable.all)
  func `uniforms of words are the plain ones`(_ table: CompiledTable) {
    let kernels = table.loops
    var bits = words(5)
    bits.replaceSubrange(3..<7, with: [.max, .max, 0, 0])
    for count in Self.sizes {
      for wanted in [23, 24] {
        var (made, plain) = (bits, bits)
        made.withUnsafeMutableBytes { kernels.wordsToFloats($0.baseAddress! + 4, count, wanted) }
        plain.withUnsafeMutableBytes {
          PlainDrawLoops.wordsToFloats($0.baseAddress! + 4, count, wanted)
        }
        #expect(made == plain)
      }
    }
  }

  @Test(arguments: CompiledTable.all)
  func `sums and scaled values are the plain ones`(_ table: CompiledTable) {
    let kernels = table.loops
    let words = words(4)
    // Ends of ranges for which sums are rounded twice on old processors, tiny and huge ones, too.
    let uniforms = words.map { Float($0 >> 8) * 0x1p-24 }
    for (factor, term) in [
      (2, -1), (0.7, 0.1), (1e-38, 1e-38), (0x1p-130, 0x1p-128), (3e38, -1e38), (1e30, 1e-30),
      (0x1.000002p0, 0x1p-24), (.infinity, 0), (1, .nan),
    ] as [(Float, Float)] {
      for count in Self.sizes {
        var (made, plain) = (uniforms, uniforms)
        made.withUnsafeMutableBufferPointer {
          kernels.scale($0.baseAddress!, count, factor, term)
        }
        plain.withUnsafeMutableBufferPointer {
          PlainDrawLoops.scale($0.baseAddress!, count, factor, term)
        }
        #expect(
          zip(made, plain).allSatisfy { $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN })
      }
    }
    let terms: [UInt16] = [0, 1, 5, 16, 17, 900, 1300, 1899]
    #expect(
      result(624, 9) { kernels.shiftedSum(words, terms, terms.count, $0) }
        == result(624, 9) { PlainDrawLoops.shiftedSum(words, terms, terms.count, $0) })
  }

  private func tempered(_ word: UInt32) -> UInt32 {
    var result: UInt32 = 0
    PlainDrawLoops.temper([word], &result, 1)
    return result
  }
}

/// A compiled copy of the loops that this processor runs.
struct CompiledTable: CustomTestStringConvertible {
  let loops: KernelSelection.Loops
  var testDescription: String { loops.name }

  static let all = KernelSelection.available.map(CompiledTable.init)
}
