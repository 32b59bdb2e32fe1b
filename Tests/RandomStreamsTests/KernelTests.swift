import ProcessorKernels
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

  @Test(arguments: kernelTables)
  func `the words are the plain ones`(_ kernels: Kernels) {
    var (made, plain) = (words(1), words(1))
    for _ in 0..<3 {
      made.withUnsafeMutableBufferPointer { kernels.twist($0.baseAddress!) }
      plain.withUnsafeMutableBufferPointer { Kernels.plain.twist($0.baseAddress!) }
      #expect(made[..<624] == plain[..<624])
    }
    for _ in 0..<3 {
      let uniforms = result(624, 9) { to in
        made.withUnsafeMutableBufferPointer { kernels.twistedUniforms($0.baseAddress!, to) }
      }
      let plainUniforms = result(624, 9) { to in
        plain.withUnsafeMutableBufferPointer { Kernels.plain.twistedUniforms($0.baseAddress!, to) }
      }
      #expect(uniforms == plainUniforms && made[..<624] == plain[..<624])
    }
    for count in Self.sizes {
      for start in [0, 1, 7] {
        func both<Element: BitwiseCopyable & Equatable>(
          _ blank: Element,
          _ kernel: (Kernels) -> (UnsafePointer<UInt32>, UnsafeMutablePointer<Element>, Int) -> Void
        ) -> Bool {
          plain.withUnsafeBufferPointer { words in
            let words = words.baseAddress! + start
            return result(count, blank) { kernel(kernels)(words, $0, count) }
              == result(count, blank) { kernel(.plain)(words, $0, count) }
          }
        }
        #expect(both(0 as UInt32) { $0.temper })
        #expect(both(0 as Float) { $0.uniforms })
        #expect(both(0 as Double) { $0.lowUniforms })
        #expect(both(0 as Double) { $0.highUniforms })
      }
    }
  }

  @Test(arguments: kernelTables)
  func `Bernoulli draws are the plain ones, ties and all`(_ kernels: Kernels) {
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
                  Kernels.plain.bernoulliNoise(words, $0, count, threshold, one, zero)
                })
          }
          #expect(
            result(count, 9) { kernels.bernoulliMask(words, $0, count, threshold) }
              == result(count, 9) { Kernels.plain.bernoulliMask(words, $0, count, threshold) })
        }
      }
    }
  }

  @Test(arguments: kernelTables)
  func `the next block's Bernoulli draws are the plain ones, ties and all`(_ kernels: Kernels) {
    let before = words(2)
    var block = before
    block.withUnsafeMutableBufferPointer { Kernels.plain.twist($0.baseAddress!) }
    for pair in [0, 1, 295, 296, 303, 304, 311] {
      for more in [0, 1] as [UInt64] {
        let threshold = tie(block, pair, more)
        func noise(_ table: Kernels) -> (values: [Float], state: [UInt32]) {
          var state = before
          let values = result(312, 9) { to in
            state.withUnsafeMutableBufferPointer {
              table.twistedBernoulliNoise($0.baseAddress!, to, threshold, 1.5, -0.25)
            }
          }
          return (values, Array(state[..<624]))
        }
        #expect(noise(kernels) == noise(.plain))
      }
    }
  }

  /// The threshold that ties with a pair of words, and `more`.
  private func tie(_ words: [UInt32], _ pair: Int, _ more: UInt64) -> UInt64 {
    let upper = UInt64(tempered(words[2 * pair]) & 0x1f_ffff)
    return upper << 32 | UInt64(tempered(words[2 * pair + 1])) + more
  }

  @Test(arguments: kernelTables)
  func `MCG31's draws are the plain ones`(_ kernels: Kernels) {
    for count in Self.sizes {
      for (seed, threshold) in [(1, 1 << 30), (2_147_483_646, 0x7fff_ffff), (77, 0)] {
        var (made, plain) = (MCG31(seed: UInt32(seed)), MCG31(seed: UInt32(seed)))
        let threshold = UInt32(threshold)
        func same<Element: BitwiseCopyable & Equatable>(
          _ blank: Element,
          _ kernel: (Kernels, UInt32, UnsafePointer<UInt32>, UnsafeMutablePointer<Element>) ->
            UInt32
        ) -> Bool {
          result(count, blank) { to in made.fill { kernel(kernels, $0, $1, to) } }
            == result(count, blank) { to in plain.fill { kernel(.plain, $0, $1, to) } }
        }
        #expect(same(9 as UInt32) { $0.congruentialStates($1, $2, $3, count) })
        #expect(same(9 as UInt8) { $0.congruentialMask($1, $2, $3, count, threshold) })
        #expect(
          same(9 as Float) { $0.congruentialNoise($1, $2, $3, count, threshold, 1.5, -0.25) })
        #expect(made.next() == plain.next())
      }
    }
  }

  @Test(arguments: kernelTables)
  func `normals are the plain ones`(_ kernels: Kernels) {
    var uniforms = words(3).prefix(2048).map { Float($0 >> 8) * 0x1p-24 }
    // The ends of the range, and where the polynomials change.
    let edges: [Float] = [0, 0x1p-24, 0.5, 0.25, 0.75, 0.125, 0.29289323, 0.2928932, 1 - 0x1p-24]
    for (i, edge) in edges.enumerated() {
      for j in 0..<16 { uniforms[16 * (i + j * 4) + (i * j) % 16] = edge }
    }
    for (mean, deviation) in [(0, 1), (1, 0.7)] as [(Float, Float)] {
      var (made, plain) = (uniforms, uniforms)
      made.withUnsafeMutableBufferPointer { kernels.normals($0.baseAddress!, 128, mean, deviation) }
      plain.withUnsafeMutableBufferPointer {
        Kernels.plain.normals($0.baseAddress!, 128, mean, deviation)
      }
      #expect(made.map(\.bitPattern) == plain.map(\.bitPattern))
    }
  }

  #if !DEBUG
    /// A product and sum that is rounded twice on old processors differs for one value in some
    /// hundred millions, so all of them are tried.
    @Test(arguments: kernelTables)
    func `normals of every uniform are the plain ones`(_ kernels: Kernels) {
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
          Kernels.plain.normals($0.baseAddress!, size / 8, 0, 1)
        }
        guard made.map(\.bitPattern) == plain.map(\.bitPattern) else {
          Issue.record("from \(first)")
          return
        }
      }
    }

    @Test(arguments: kernelTables)
    func `JAX's normals of every uniform are the plain ones`(_ kernels: Kernels) {
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

  @Test(arguments: kernelTables)
  func `Threefry's words are the plain ones`(_ kernels: Kernels) {
    for count in Self.sizes {
      for (high, low) in [(0, 0), (1, 77), (.max, .max - 5000)] as [(UInt32, UInt32)] {
        #expect(
          result(count, 9) { kernels.threefry(2021, 0x8000_0007, high, low, $0, count) }
            == result(count, 9) { Kernels.plain.threefry(2021, 0x8000_0007, high, low, $0, count) })
      }
    }
  }

  @Test(arguments: [nil] + Kernels.availablePCG64Loops)
  func `PCG64's words and doubles are those of its steps`(_ loops: PCG64Loops?) {
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
        _ loop: PCG64Loops.Loop?, _ value: (UInt64) -> UInt64,
        _ write: (inout PCG64, UnsafeMutableRawPointer) -> Void
      ) -> Bool {
        var (made, stepped) = (start, start)
        var words = [UInt64](repeating: 9, count: count + 1)
        let done = words.withUnsafeMutableBytes { bytes in
          guard let loops, let loop else { return 0 }
          return made.writeSideBySide(count, to: bytes.baseAddress!, loops.lanes, loop)
        }
        let isLong = count >= PCG64.leastSideBySide
        guard done == (isLong ? loops.map { count / $0.lanes * $0.lanes } ?? 0 : 0),
          words[..<done].elementsEqual((0..<done).map { _ in value(stepped.next()) }),
          words[done...].allSatisfy({ $0 == 9 }), made == stepped
        else { return false }
        words.withUnsafeMutableBytes { write(&made, $0.baseAddress!) }
        return words[..<count].elementsEqual((0..<count).map { _ in value(stepped.next()) })
          && words[count] == 9 && made == stepped
      }
      #expect(same(loops?.words, { $0 }, { $0.write(count, to: $1) }))
      #expect(
        same(
          loops?.uniforms, { PCG64.uniform($0).bitPattern },
          { $0.writeUniforms(count, to: $1) }))
    }
  }

  @Test(arguments: kernelTables)
  func `uniforms of words are the plain ones`(_ kernels: Kernels) {
    var bits = words(5)
    bits.replaceSubrange(3..<7, with: [.max, .max, 0, 0])
    for count in Self.sizes {
      for wanted in [23, 24] {
        var (made, plain) = (bits, bits)
        made.withUnsafeMutableBytes { kernels.wordsToFloats($0.baseAddress! + 4, count, wanted) }
        plain.withUnsafeMutableBytes {
          Kernels.plain.wordsToFloats($0.baseAddress! + 4, count, wanted)
        }
        #expect(made == plain)
      }
    }
  }

  @Test(arguments: kernelTables)
  func `products and sums are the plain ones`(_ kernels: Kernels) {
    let words = words(4)
    let values = words.map { Float(bitPattern: $0 & 0xbfff_ffff) }
    let noise = words.reversed().map { Float($0 & 1) * 1.5 }
    for count in Self.sizes {
      let products = result(count, 9) { kernels.product(values, noise, $0, count) }
      let plain = result(count, 9) { Kernels.plain.product(values, noise, $0, count) }
      #expect(products.map(\.bitPattern) == plain.map(\.bitPattern))
      // An array's elements and 20 more begin at a multiple of 16 bytes.
      let streamed = result(count, 9) { kernels.streamedProduct(values, noise, $0, count) }
      #expect(streamed.map(\.bitPattern) == plain.map(\.bitPattern))
      var inPlace = values
      inPlace.withUnsafeMutableBufferPointer { kernels.multiply($0.baseAddress!, noise, count) }
      #expect(inPlace[..<count].map(\.bitPattern) == plain[20..<20 + count].map(\.bitPattern))
      #expect(inPlace[count...].map(\.bitPattern) == values[count...].map(\.bitPattern))
    }
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
          Kernels.plain.scale($0.baseAddress!, count, factor, term)
        }
        #expect(
          zip(made, plain).allSatisfy { $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN })
      }
    }
    let terms: [UInt16] = [0, 1, 5, 16, 17, 900, 1300, 1899]
    #expect(
      result(624, 9) { kernels.shiftedSum(words, terms, terms.count, $0) }
        == result(624, 9) { Kernels.plain.shiftedSum(words, terms, terms.count, $0) })
  }

  @Test(arguments: kernelTables)
  func `products of halves are rounded once`(_ kernels: Kernels) throws {
    guard let multiplyHalves = kernels.multiplyHalves else {
      // Only processors without AVX2 lack the instructions.
      return #expect(["base", "plain"].contains(kernels.name))
    }
    // Every half, by what rounds to ties, to subnormals, to zero, to infinity and not at all.
    let values = (0...UInt16.max).map { Float16(bitPattern: $0) }
    for factor: Float16 in [1, 0, -0.0, 1.5, 1.493, 0.3333, 1e-4, 6e-8, 1200, .infinity, .nan] {
      var made = values
      let noise = [Float16](repeating: factor, count: values.count)
      made.withUnsafeMutableBufferPointer { multiplyHalves($0.baseAddress!, noise, $0.count) }
      let expected = values.map { Float16(Double($0) * Double(factor)) }
      #expect(
        zip(made, expected).allSatisfy { $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN })
    }
    for count in [0, 1, 7, 8, 9, 31, 32, 33, 63, 64, 65] {
      var made = [Float16](repeating: 3, count: count + 1)
      let noise = [Float16](repeating: 2, count: count + 1)
      made.withUnsafeMutableBufferPointer { multiplyHalves($0.baseAddress!, noise, count) }
      #expect(made == [Float16](repeating: 6, count: count) + [3])
    }
  }

  private func tempered(_ word: UInt32) -> UInt32 {
    var result: UInt32 = 0
    Kernels.plain.temper([word], &result, 1)
    return result
  }
}

/// The tables that this processor runs, but the plain one.
let kernelTables = Kernels.available

extension Kernels: CustomTestStringConvertible {
  public var testDescription: String { name }
}
