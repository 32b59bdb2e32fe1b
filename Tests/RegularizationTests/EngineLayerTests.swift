// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import TensorCore
import Testing

@testable import Regularization

/// What the layers of other frameworks do where no framework can be asked here, by definition.
@Suite struct EngineLayerTests {
  @Test func `Python's and Swift's 1 - p differ for 41 of 99 two-digit p`() {
    let (python, swift) = (
      MLXGenerator(seed: 0), MLXGenerator(seed: 0, language: .swift)
    )
    let differing = (1...99).filter { hundredths in
      let p = Double(hundredths) / 100
      return python.keepProbability(dropping: p) != swift.keepProbability(dropping: p)
    }
    #expect(differing.count == 41)
    #expect(differing.prefix(5) == [9, 16, 29, 33, 34])
    #expect(differing.contains(60) && differing.contains(80) && !differing.contains(50))
  }

  @Test(arguments: [Float16.self, BFloat16.self] as [any PatternScalar.Type])
  func `CUDA's dropout of half types is rounded once`(type: any PatternScalar.Type) throws {
    try check(type)
  }

  private func check<Element: PatternScalar>(_ type: Element.Type) throws
  where Element.Compute: BinaryFloatingPoint {
    let shape = try Shape([1000])
    let elements = (0..<1000).map { Element.pattern(UInt64($0)) }
    var generator = TorchCUDAGenerator(seed: 3)
    let made = try CUDADropout(p: 0.3).applied(
      to: Tensor(shape: shape, elements: elements), using: &generator)
    #expect(generator.offset == 4)
    var drawn = made.mask
    let mask = try drawn.elements(0..<1000)
    let scale = 1 / Element.Compute(0.7)
    let expected = zip(elements, mask).map { x, kept in
      Element(rounding: x.compute * kept.compute * scale).patternBits
    }
    func isNaN(_ bits: UInt64) -> Bool {
      bits & 0x7fff > (Element.dtype == .float16 ? 0x7c00 : 0x7f80)
    }
    var result = made.output
    let output = try result.elements(0..<1000).map(\.patternBits)
    #expect(zip(output, expected).allSatisfy { $0 == $1 || isNaN($0) && isNaN($1) })
  }

  @Test func `CUDA divides by multiplying with the reciprocal`() throws {
    let shape = try Shape([64])
    let elements = (0..<64).map { Float($0) + 0.1 }
    var generator = TorchCUDAGenerator(seed: 3)
    let made = try DropPath(p: 0.3, form: .prescaled).applied(
      to: Tensor(shape: shape, elements: elements), using: &generator)
    var (mask, output) = (made.mask, made.output)
    let kept = try mask.elements(0..<64)
    let reciprocal = 1 / Float(1 - 0.3)
    #expect(
      try output.elements(0..<64) == zip(elements, kept).map { $0 * reciprocal * $1 })
    #expect(elements.contains { $0 * reciprocal != $0 / Float(1 - 0.3) })
  }

  @Test func `TensorFlow refuses a rate of 1, and takes any below`() throws {
    let x = Tensor(shape: try Shape([4]), elements: [1, 2, 3, 4] as [Float])
    var generator = TensorFlowGenerator(seed: 0)
    #expect(throws: RegularizationError.self) {
      try TensorFlowDropout(p: 1).applied(to: x, using: &generator)
    }
    _ = try TensorFlowDropout(p: 0.999).applied(to: x, using: &generator)
  }

  @Test func `a layer of weights sums each row of the input with each row of the weights`() throws {
    let x = Tensor(shape: try Shape([3, 2]), elements: [1, 2, 3, 4, 5, 6] as [Float])
    let weight = Tensor(shape: try Shape([2, 2]), elements: [1, 10, 100, 1000] as [Float])
    var product = try LinearProduct(x, weight: weight)
    #expect(try product.elements(0..<6) == [21, 2100, 43, 4300, 65, 6500])
    // Backwards, so that a row that was kept is not taken for another one.
    for index in (0..<6).reversed() {
      var one = product
      let value = try one.elements(index..<index + 1)
      #expect(value == [[21, 2100, 43, 4300, 65, 6500][index]])
    }
  }

  @Test func `a layer asks for its own framework's generator`() throws {
    let x = Tensor(shape: try Shape([4]), elements: [1, 2, 3, 4] as [Float])
    var torch = TorchGenerator(seed: 0)
    let layers: [any Regularizer] = [
      CUDADropout(p: 0.5), CompiledDropout(p: 0.5), MLXDropout(p: 0.5), KerasDropout(p: 0.5),
      TensorFlowDropout(p: 0.5), TritonDropout(p: 0.5),
    ]
    for layer in layers {
      #expect(throws: RegularizationError.self) { try layer.applied(to: x, using: &torch) }
    }
    #expect(torch.position == 0)
  }

  @Test func `evaluation and p = 0 leave x, and the generators where they are`() throws {
    let x = Tensor(shape: try Shape([4]), elements: [1, -2, 3, .nan] as [Float])
    func isUntouched<G: FrameworkGenerator>(_ layer: any Regularizer, _ generator: G) throws -> Bool
    {
      var (used, fresh) = (generator, generator)
      for layer in [layer.eval(), layer] {
        var output = try layer.applied(to: x, using: &used).output
        guard try output.elements(0..<4).map(\.bitPattern) == x.elements.map(\.bitPattern) else {
          return false
        }
      }
      return used.next() == fresh.next()
    }
    #expect(try isUntouched(CUDADropout(p: 0), TorchCUDAGenerator(seed: 1)))
    #expect(try isUntouched(CompiledDropout(p: 0), InductorGenerator(seed: 1)))
    #expect(try isUntouched(MLXDropout(p: 0), MLXGenerator(seed: 1)))
    #expect(try isUntouched(KerasDropout(p: 0), KerasSeedGenerator(seed: 1, backend: .numpy)))
  }
}
