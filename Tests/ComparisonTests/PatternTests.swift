// SPDX-License-Identifier: Apache-2.0

import TensorCore
import Testing

@testable import Comparison

@Suite struct PatternTests {
  private func pattern<Element: Scalar>(
    _ a: [Element], _ b: [Element], shape: Shape? = nil
  ) throws -> Pattern? {
    let shape = shape ?? .vector(a.count)
    return try Comparison(
      Tensor(shape: shape, elements: a), Tensor(shape: shape, elements: b), tolerance: nil
    ).pattern
  }

  private func uniforms(_ count: Int, seed: UInt64) -> [Float] {
    var words = Words(state: seed)
    return (0..<count).map { _ in Float.random(in: 0..<1, using: &words) }
  }

  /// 0 where a uniform is below p.
  private func mask(_ count: Int, _ p: Float, seed: UInt64) -> [Float] {
    uniforms(count, seed: seed).map { $0 < p ? 0 : 1 }
  }

  @Test func `the same mask, and a factor`() throws {
    let x = zip(uniforms(5000, seed: 1), mask(5000, 0.5, seed: 2)).map { $0 * $1 }
    guard case .masked(.same, .times(let factor), 0) = try pattern(x, x.map { $0 / 0.9 }) else {
      Issue.record("no factor")
      return
    }
    #expect((factor - 1 / 0.9).magnitude < 1e-6)
    // A factor below 0 makes -0 of 0.
    #expect(
      try pattern(x, x.map { $0 * -2 })
        == .masked(.same, .times(-2), signsOfZeros: x.count { $0 == 0 }))
    #expect(try pattern(x.map { $0 + 1 }, x.map { ($0 + 1) * 0.5 }) == .masked(.none, .times(0.5)))
  }

  @Test func `one element that breaks the factor breaks the pattern`() throws {
    let x = uniforms(5000, seed: 3).map { $0 + 1 }
    var y = x.map { $0 * 1.25 }
    #expect(try pattern(x, y) == .masked(.none, .times(1.25)))
    for i in [0, 1023, 1024, 4999] {
      var broken = y
      broken[i] *= 1.001
      #expect(try pattern(x, broken) == nil)
      broken[i] = x[i]
      #expect(try pattern(x, broken) == nil)
    }
    y[77] = .nan
    #expect(try pattern(x, y) == nil)
  }

  @Test func `another order of rounding`() throws {
    let x = uniforms(16384, seed: 4)
    let m = mask(16384, 0.3, seed: 5)
    let noise: Float = 1 / 0.7
    let a = zip(x, m).map { $0 * ($1 * noise) }
    let b = zip(x, m).map { ($0 * $1) / 0.7 }
    guard case .masked(.same, .rounding(let count, let of, let ulps), 0) = try pattern(a, b) else {
      Issue.record("no rounding")
      return
    }
    #expect(count == zip(a, b).count { $0 != $1 })
    #expect(of == 16384)
    #expect(ulps == 1)
    var broken = b
    broken[9000] = broken[9000] == 0 ? 1 : broken[9000].nextUp.nextUp.nextUp
    #expect(try pattern(a, broken) == nil)
  }

  @Test func `dropout of a tensor beside the tensor`() throws {
    let x = uniforms(4000, seed: 6).map { $0 + 0.5 }
    let m = mask(4000, 0.5, seed: 7)
    let dropped = m.count { $0 == 0 }
    let y = zip(x, m).map { $0 * ($1 / 0.5) }
    #expect(try pattern(x, y) == .masked(.more(dropped), .times(2)))
    #expect(try pattern(x, zip(x, m).map(*)) == .masked(.more(dropped), .equal))
    #expect(try pattern(y, x) == .masked(.fewer(dropped), .times(0.5)))
  }

  @Test func `independent masks, and masks that are not`() throws {
    let x = uniforms(4000, seed: 8).map { $0 + 0.5 }
    let (m, n) = (mask(4000, 0.5, seed: 9), mask(4000, 0.5, seed: 10))
    let (a, b) = (zip(x, m).map(*), zip(x, n).map(*))
    #expect(try pattern(a, b) == .masked(.independent, .equal))
    #expect(try pattern(m, n) == .masked(.independent, .equal))
    #expect(try pattern(m, m.map { 1 - $0 }) == .masked(.opposite, .equal))
    // Half of it opposite: kept in both elsewhere.
    let half = m.enumerated().map { $0 < 1500 ? 1 - $1 : $1 }
    #expect(try pattern(m, half) == .masked(.other, .equal))
    // Values that differ where both keep are not explained by the masks.
    var broken = b
    let i = try #require(a.indices.first { a[$0] != 0 && b[$0] != 0 })
    broken[i] *= 1.5
    #expect(try pattern(a, broken) == nil)
  }

  @Test func `zeros that differ in sign`() throws {
    let a: [Float] = [0, 1, -0.0, 2]
    #expect(try pattern(a, [-0.0, 1, -0.0, 2]) == .masked(.same, .equal, signsOfZeros: 1))
  }

  @Test(arguments: [1, 3, 1000, -2])
  func `a shift of the draws`(draws: Int) throws {
    let stream = uniforms(20_000, seed: 11)
    let (first, second) = (draws > 0 ? 0 : -draws, draws > 0 ? draws : 0)
    let a = Array(stream[first..<first + 15_000])
    var b = Array(stream[second..<second + 15_000])
    #expect(try pattern(a, b) == .shifted(draws: draws))
    // A mask shows it too.
    #expect(
      try pattern(a.map { $0 < 0.5 }, b.map { $0 < 0.5 }) != nil)
    b[10_000] = 2
    #expect(try pattern(a, b) == nil)
  }

  @Test func `an integer mask that is shifted`() throws {
    let stream = mask(3000, 0.5, seed: 12).map { Int64($0) + 5 }
    #expect(try pattern(Array(stream[..<2000]), Array(stream[3..<2003])) == .shifted(draws: 3))
  }

  @Test func `other memory orders`() throws {
    let x = uniforms(36, seed: 13)
    let transposed = (0..<36).map { x[$0 % 6 * 6 + $0 / 6] }
    #expect(try pattern(x, transposed, shape: [6, 6]) == .reordered(axes: [1, 0]))
    // (2, 3, 4) listed with its axes as (2, 0, 1).
    let y = uniforms(24, seed: 14)
    var listed: [Float] = []
    for k in 0..<4 { for i in 0..<2 { for j in 0..<3 { listed.append(y[(i * 3 + j) * 4 + k]) } } }
    #expect(try pattern(y, listed, shape: [2, 3, 4]) == .reordered(axes: [2, 0, 1]))
    listed.swapAt(20, 21)
    #expect(try pattern(y, listed, shape: [2, 3, 4]) == nil)
  }

  @Test func `unrelated tensors have no pattern, and equal ones need none`() throws {
    let (x, y) = (uniforms(3000, seed: 15), uniforms(3000, seed: 16))
    #expect(try pattern(x, y) == nil)
    #expect(try pattern(x, x) == nil)
    #expect(try pattern(x, [Float](repeating: 0, count: 3000)) == nil)
  }

  @Test func `bins of distances`() {
    var histogram = UlpHistogram()
    for distance: UInt64 in [1, 15, 16, 31, 32, .max] { histogram.add(distance) }
    #expect(
      histogram.bins == [
        .init(ulps: 1, upTo: 1, count: 1), .init(ulps: 15, upTo: 15, count: 1),
        .init(ulps: 16, upTo: 31, count: 2), .init(ulps: 32, upTo: 63, count: 1),
        .init(ulps: 1 << 63, upTo: .max, count: 1),
      ])
  }
}
