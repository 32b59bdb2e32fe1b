// SPDX-License-Identifier: Apache-2.0

import Identification
import RandomStreams
import Regularization
import TensorCore
import Testing

/// What may be claimed of little data, of scaled copies, and of text.
@Suite struct EvidenceTests {
  private func answer(
    _ x: [Float], _ y: [Float], digits: PrintedDigits? = nil, engines: [String] = ["torch"],
    seeds: ClosedRange<UInt64> = 0...40
  ) throws -> Explanation {
    let shape = try Shape([x.count])
    var question = Question(
      input: .tensor(Observed(Tensor(shape: shape, elements: x), digits: digits)),
      output: Observed(Tensor(shape: shape, elements: y), digits: digits),
      candidates: Catalogue.candidates,
      engines: Catalogue.engines.filter { engines.contains($0.name) })
    question.seeds = SeedSet([seeds])
    question.recovery = .never
    return try Identification.identify(question)
  }

  private static let normals: [Float] = {
    var generator = TorchGenerator(seed: 11)
    let x = try! Tensor<Float>.randn([64], using: &generator)
    return x.elements
  }()

  @Test("a scaled copy is no dropout", arguments: [(1.7, true), (0.58173, true), (0.9, false)])
  func scaled(factor: Float, isOdd: Bool) throws {
    let found = try answer(Self.normals, Self.normals.map { $0 * factor })
    #expect(found.verdict == (isOdd ? .unexplained : .ambiguous), "\(found.because)")
    #expect(!found.candidates.contains { $0.seed != nil })
    #expect(found.rule == (isOdd ? nil : .vanillaEvaluation))
  }

  @Test func `a mask that scales nothing and that no draws make is not claimed`() throws {
    // Every prime number is dropped: no threshold on the values, and no generator.
    let isPrime = { (n: Int) in n > 1 && (2..<n).allSatisfy { n % $0 != 0 } }
    let y = Self.normals.enumerated().map { isPrime($0.offset) ? 0 : $0.element }
    let found = try answer(Self.normals, y)
    #expect(found.verdict == .ambiguous && found.rule == .vanilla, "\(found.because)")
    #expect(!found.candidates.contains { $0.seed != nil })
  }

  @Test func `a mask of MKL is worth no more than the word that seeds it`() throws {
    var generator = TorchGenerator(seed: 17, version: .mkl)
    let x = Tensor(shape: try Shape([64]), elements: Self.normals)
    let y = try Dropout(p: 0.5)(x, using: &generator)
    let found = try answer(Self.normals, y.elements, engines: ["torch-mkl"])
    #expect(found.verdict == .identified, "\(found.because)")
    #expect(found.candidates.first?.seed == 17)
    let bits = try #require(found.candidates.first?.bits)
    #expect((bits - 31).magnitude < 1e-9)
  }

  @Test func `one element in scientific notation is rounded to its own digits`() throws {
    var generator = TorchGenerator(seed: 23)
    let x = Tensor(shape: try Shape([64]), elements: Self.normals.map { $0 / 1000 })
    let y = try Dropout(p: 0.3)(x, using: &generator)
    let printed = { (values: [Float]) in values.map { Float(Self.rounded($0)) } }
    let found = try answer(
      printed(x.elements), printed(y.elements), digits: .scientific(decimals: 4))
    #expect(found.verdict == .identified, "\(found.because)")
    #expect(found.candidates.first?.seed == 23)
    #expect(found.p?.fromScale == 0.3)
  }

  /// Five significant digits, as `%.4e` prints them.
  private static func rounded(_ value: Float) -> Double {
    guard value != 0 else { return 0 }
    var (scaled, unit) = (Double(value).magnitude, 1.0)
    while scaled < 10_000 { (scaled, unit) = (scaled * 10, unit * 10) }
    return (value < 0 ? -1 : 1) * scaled.rounded() / unit
  }
}
