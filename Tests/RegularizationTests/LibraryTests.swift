// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore
import Testing

/// The library as a Swift programmer would use it; the bits are PyTorch's, from the golden files of
/// the documents' program.
@Suite struct LibraryTests {
  @Test func `the documents' program`() throws {
    var rng = TorchGenerator(seed: 2021)
    let x = try Tensor<Float>.rand(3, 2, 2, 2, using: &rng)
    let y = try DropPath(p: 0.33, form: .floor)(x, using: &rng)
    let z = try dropout(x, p: 0.33, using: &rng)
    #expect(rng.position == 75 as UInt128)
    #expect(x.elements[0].bitPattern == 0x3e05_91d0)
    #expect(y.elements[8..<16].allSatisfy { $0 == 0 })
    #expect(y.elements[0].bitPattern == 0x3e47_5b8a && z.elements[0] == y.elements[0])
    #expect(z.elements.count { $0 == 0 } == 5)
  }

  @Test func `a result is made where it is looked at`() throws {
    var rng = TorchGenerator(seed: 1)
    let x = Arange<Float>(shape: .vector(1 << 40))
    let made = try Dropout(p: 0.5).applied(to: x, using: &rng)
    let mask = try made.mask[(1 << 39)..<(1 << 39) + 16]
    let output = try made.output[(1 << 39)..<(1 << 39) + 16]
    #expect(zip(mask, output).allSatisfy { ($0 == 0) == ($1 == 0) })
    #expect(rng.position == 1 << 41)
  }

  @Test(arguments: [0, 1, 7, 624, 100_003], [TorchVersion.latest, .v2_6])
  func `in place is the same`(count: Int, version: TorchVersion) throws {
    var (first, second, third) = (
      TorchGenerator(seed: 7, version: version), TorchGenerator(seed: 7, version: version),
      TorchGenerator(seed: 7, version: version)
    )
    let x = try Tensor<Float>.randn([count], using: &first)
    _ = try Tensor<Float>.randn([count], using: &second)
    _ = try Tensor<Float>.randn([count], using: &third)
    let expected = try dropout(x, p: 0.1, using: &first)
    var (array, other) = (x.elements, x.elements)
    try dropout(&array, p: 0.1, using: &second)
    var span = other.mutableSpan
    try dropout(&span, p: 0.1, using: &third)
    #expect(array.map(\.bitPattern) == expected.elements.map(\.bitPattern))
    #expect(other.map(\.bitPattern) == array.map(\.bitPattern))
    #expect(first.position == second.position && second.position == third.position)
  }

  @Test func `evaluation returns the input`() throws {
    var rng = TorchGenerator(seed: 7)
    let x = Tensor<Float>.arange([4, 5])
    #expect(try Dropout(p: 0.5).eval()(x, using: &rng).elements == x.elements)
    #expect(try dropPath(x, p: 0.5, training: false, using: &rng).elements == x.elements)
    #expect(try VanillaDropout(p: 0.5).eval()(x, using: &rng).elements == x.elements.map { $0 / 2 })
    #expect(rng.position == 0)
    #expect(Dropout(p: 0.5).eval().train().training)
  }

  @Test func `generators serve Swift's own functions`() throws {
    // torch.manual_seed(2021); torch.randint(-2**63, 2**63 - 1, (2,)) draws the same 64 bits.
    var rng = TorchGenerator(seed: 2021)
    var words = TorchGenerator(seed: 2021)
    var draw = words.bits(count: 2)
    var pair: [UInt32] = [0, 0]
    var block = pair.mutableSpan
    draw.fill(&block, from: 0)
    #expect(rng.next() == UInt64(pair[0]) << 32 | UInt64(pair[1]))
    #expect(rng.position == 2)
    var legacy = try NumPyRandomState(seed: 5)
    var modern = NumPyGenerator(seed: 5)
    var key = JAXKey(seed: 5)
    #expect((0..<10).contains(Int.random(in: 0..<10, using: &legacy)) && legacy.position! >= 2)
    #expect([1, 2, 3].shuffled(using: &modern).sorted() == [1, 2, 3])
    #expect(key.next() != key.next())
  }

  @Test func `shapes and probabilities are literals`() throws {
    let shape: Shape = [3, 2]
    #expect(try shape == Shape([3, 2]) && [] as Shape == .scalar)
    #expect(Probability(1.5 + Double(shape.count)) == nil)
    let p: Probability = 0.25
    #expect(p.complement.value == 0.75)
  }
}
