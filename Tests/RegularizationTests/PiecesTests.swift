// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore
import Testing

/// The one idea: a tensor is a function of its index, so it is the same whole, in pieces, and
/// backwards.
@Suite struct PiecesTests {
  private static let shapes: [[Int]] = [
    [3, 2, 2, 2], [2, 3, 9, 8], [17, 5], [1, 4, 3, 3, 3], [1300], [1], [5, 1, 7, 7], [0, 3, 4, 4],
  ]

  private func made<Element: DrawableScalar>(
    _ layer: any Regularizer, _ name: String, _ type: Element.Type, _ shape: Shape
  ) -> Regularized<Element>? {
    var generator = generator(name, seed: 2021)
    // A layer may not take this rank; that it says so is tested elsewhere.
    return try? layer.applied(to: Arange<Element>(shape: shape), using: &generator)
  }

  private func bits<Element: Scalar>(_ elements: [Element]) -> [UInt8] {
    elements.withUnsafeBytes { Array($0) }
  }

  private func checkPieces<Element: Scalar>(_ source: any Source<Element>, _ what: String) throws {
    let count = source.shape.count
    var whole = source
    let all = try whole.elements(0..<count)
    for size in [1, 7, 16, 100, 625] where size < max(count, 2) {
      var forwards = source
      var joined: [Element] = []
      for start in stride(from: 0, to: count, by: size) {
        joined += try forwards.elements(start..<min(start + size, count))
      }
      #expect(bits(joined) == bits(all), "\(what) in pieces of \(size)")
    }
    var backwards = source
    for start in stride(from: count - 1, through: 0, by: -max(1, count / 5)) {
      let range = start..<min(start + 9, count)
      let piece = try backwards.elements(range)
      #expect(bits(piece) == bits(Array(all[range])), "\(what) from \(start), backwards")
    }
  }

  @Test(arguments: ["torch", "torch-mkl"], [0, 1])
  func `a large block, which is written past the caches, is the same`(engine: String, start: Int)
    throws
  {
    let count = 1 << 20 + 37
    let input = Tensor(shape: .vector(count + 1), elements: (0...count).map(Float.init))
    var generator = generator(engine, seed: 2021)
    let made = try Dropout(p: 0.33).applied(to: input, using: &generator)
    var (whole, pieces) = (made.output, made.output)
    // One element in front, so that the block begins at a multiple of 16 bytes once and once not.
    var all = [Float](repeating: -1, count: start + count)
    var block = all.mutableSpan
    var rest = block._mutatingExtracting(start..<start + count)
    try whole.fill(&rest, from: 1)
    for first in stride(from: 0, to: count, by: 1 << 17) {
      let range = first + 1..<min(first + 1 << 17, count) + 1
      let end = range.upperBound - 1 + start
      #expect(try pieces.elements(range)[...] == all[start + first..<end])
    }
  }

  @Test(arguments: [0, 1, 29_999])
  func `a noise that stays the same for long is the same everywhere in its run`(start: Int) throws {
    let run = 30_000
    let shape = try Shape([2, 3, run])
    let elements = (0..<shape.count).map { Float($0 % 1009) + 0.5 }
    for input in [Tensor(shape: shape, elements: elements), Arange<Float>(shape: shape)]
      as [any Source<Float>]
    {
      var generator = generator("torch", seed: 4)
      let made = try Dropout1d(p: 0.4).applied(to: input, using: &generator)
      var (x, noise, output) = (input, made.noise, made.output)
      let factors = try noise.elements(0..<6)
      #expect(Set(factors).count == 2)
      let count = shape.count - start
      let values = try x.elements(start..<start + count)
      let expected = values.indices.map { values[$0] * factors[(start + $0) / run] }
      #expect(try output.elements(start..<start + count) == expected)
    }
  }

  private func check<Element: DrawableScalar>(
    _ layer: any Regularizer, _ generator: String, _ type: Element.Type
  ) throws {
    var tried = 0
    for extents in Self.shapes {
      let shape = try Shape(extents)
      guard let made = made(layer, generator, type, shape) else { continue }
      tried += 1
      let what = "\(layer) \(Element.dtype) \(extents)"
      try checkPieces(made.mask, "\(what) mask")
      try checkPieces(made.noise, "\(what) noise")
      try checkPieces(made.output, "\(what) output")
      #expect(made.output.shape == shape)
    }
    #expect(tried > 0, "\(layer) takes none of the shapes")
  }

  @Test(arguments: allLayers.indices)
  func `any pieces of a tensor are the whole`(index: Int) throws {
    let (layer, generator) = allLayers[index]
    try check(layer, generator, Float.self)
    // JAX's 64-bit types are off, as by default.
    if generator != "jax" { try check(layer, generator, Double.self) }
    try check(layer, generator, BFloat16.self)
  }

  @Test func `a mask along another memory order is the permuted mask`() throws {
    let shape = try Shape([2, 3, 4, 5])
    let order = try #require(MemoryOrder.channelsLast(rank: 4))
    let x = Arange<Float>(shape: shape)
    func mask(_ x: any Source<Float>, _ engine: String) throws -> any Source<Float> {
      var generator = generator(engine, seed: 3)
      return try Dropout(p: 0.5).applied(to: x, using: &generator).mask
    }
    var logical = try mask(x, "torch")
    let drawn = try logical.elements(0..<shape.count)
    var permuted = try mask(Reordered(x, as: order), "torch")
    try checkPieces(permuted, "channels last")
    let along = try permuted.elements(0..<shape.count)
    let strides = order.strides(in: shape)
    for n in 0..<2 {
      for c in 0..<3 {
        for h in 0..<4 {
          for w in 0..<5 {
            let index = ((n * 3 + c) * 4 + h) * 5 + w
            let place = n * strides[0] + c * strides[1] + h * strides[2] + w * strides[3]
            #expect(along[index] == drawn[place])
          }
        }
      }
    }
    // MKL's mask does not care.
    var plain = try mask(x, "torch-mkl")
    var reordered = try mask(Reordered(x, as: order), "torch-mkl")
    #expect(try plain.elements(0..<shape.count) == reordered.elements(0..<shape.count))
  }
}
