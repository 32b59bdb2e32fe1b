// What `identify` searches: nanoseconds for each seed, or each place of a seed.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams

/// As many seeds as a thread takes at a time.
private let seeds = 1 << 14
private let span = 1e8

/// Tests of words that half of all words pass, as those of a mask of p = 1/2.
private func tests(
  _ count: UInt64 = 96, stride: UInt64 = 1, bits: UInt32 = ~0
) -> [WordTest] {
  let middle = bits / 2 + 1
  return (0..<count).map { number in
    let isLow = (number &* 0x9e37_79b9_7f4a_7c15) >> 63 == 0
    return WordTest(
      offset: stride * number, bits: bits, low: isLow ? 0 : middle,
      high: isLow ? middle - 1 : bits)
  }
}

func measureSearches() {
  func measure(_ name: String, per count: Int = seeds, _ body: (_ first: UInt64) -> [StreamMatch]) {
    var (first, found): (UInt64, Int) = (0, 0)
    report(
      name,
      time(over: span) {
        found += body(first).count
        first += UInt64(seeds)
      } / Double(count))
    precondition(found < seeds)
  }
  let torch = TwisterSearch(tests(stride: 2, bits: 0x1f_ffff))
  func torchMatches(_ first: UInt64, _ positions: ClosedRange<UInt64>) -> [StreamMatch] {
    torch.matches(
      seedsFrom: UInt32(truncatingIfNeeded: first), count: seeds, positions: positions)
  }
  measure("search-torch") { torchMatches($0, 0...0) }
  measure("search-torch-later") { torchMatches($0, 2000...2000) }
  measure("search-torch-places", per: 50_000) {
    torch.matches(seedsFrom: UInt32(truncatingIfNeeded: $0), count: 1, positions: 0...49_999)
  }
  let mkl = CongruentialSearch(tests(bits: 0x7fff_ffff), seededBy: 0)
  measure("search-torch-mkl") {
    mkl.matches(seedsFrom: UInt32(truncatingIfNeeded: $0), count: seeds, positions: 0...0)
  }
  let permuted = PermutedSearch(tests(stride: 2))
  measure("search-numpy-generator") {
    permuted.matches(seedsFrom: $0, count: seeds, positions: 0...0)
  }
  func measureCipher(_ name: String, _ order: WordOrder, _ rule: any KeyRule, bits: UInt32 = ~0) {
    let search = CipherSearch(CipherTests(tests(bits: bits), order), by: rule)
    measure("search-\(name)") { search.matches(seedsFrom: $0, count: seeds, positions: 0...0) }
  }
  measureCipher("jax", .sums, JAXSeeds())
  measureCipher("torch-cuda", .threads(width: 4), SeedIsKey())
  measureCipher("torch-cuda-apart", .threads(width: 1), SeedIsKey())
  measureCipher("torch-compile", .firstWords, InductorSeeds(offset: 0), bits: 0x7fff_ffff)
  measureCipher("mlx", .halves(of: 96), MLXSeeds(calls: 0, countsPosition: false))
  measureCipher(
    "tensorflow", .wholeBlocks, TensorFlowSeeds(calls: 0, countsPosition: false), bits: 0x7f_ffff)
  measureCipher("tensorflow-stateless", .wholeBlocks, StatelessSeeds.plain, bits: 0x7f_ffff)
}
