// What a case makes: four tensors, and where the generator stands.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore
import TensorFormats

/// The tensors of one case.
struct VectorResult {
  /// By the names that the manifest gives them.
  let tensors: [(name: String, source: any Source)]
  /// The words drawn before the input, before the mode, and after it; `nil` with keys.
  let positions: [UInt128]?
  /// The two words that the generator gives next; `nil` with keys.
  let next: [UInt32]?
  /// The key that is used, on an engine of keys.
  let key: [UInt32]?
  let warnings: [String]
}

extension VectorCase {
  /// Draws the input and applies the mode.
  ///
  /// - Throws: `Failure` for what the engine or the mode refuses.
  func made() throws -> VectorResult {
    guard mode.frameworks.contains(engine.framework) else {
      throw Failure("mode '\(mode.name)': not on engine '\(engine.name)'")
    }
    guard let type = dtype.drawableType else {
      throw Failure("dtype '\(dtype.rawValue)': no mode takes it")
    }
    var generator = try EngineRequest(engine, seed).generator
    let start = generator.position
    let key = (generator as? JAXKey).map { [$0.words.0, $0.words.1] }
    let source = try InputRequest(input, shape: shape, dtype: dtype, on: engine.framework).open()
    do {
      let x = try drawn(source, as: type, using: &generator)
      let middle = generator.position
      let layer = mode.regularizer(arguments)
      let promotion = layer.promotion(of: dtype)
      let wider = promotion?.dtype.drawableType ?? type
      let made = try applied(promotion?.layer ?? layer, to: x, in: wider, using: &generator)
      return VectorResult(
        tensors: [("input", x)] + made.tensors,
        positions: [start, middle, generator.position].compactMap(\.self).count == 3
          ? [start, middle, generator.position].compactMap(\.self) : nil,
        next: key == nil ? nextWords(generator) : nil, key: key, warnings: made.warnings)
    } catch let error as UnsupportedDraw {
      throw Failure("engine '\(engine.name)': \(error)")
    } catch let error as RegularizationError {
      throw Failure("mode '\(mode.name)': \(error)")
    }
  }

  private func drawn<Element: DrawableScalar>(
    _ source: InputTensor, as type: Element.Type, using generator: inout any FrameworkGenerator
  ) throws -> any Source {
    try source.source(type, using: &generator)
  }

  private func applied<Element: DrawableScalar>(
    _ layer: any Regularizer, to x: any Source, in type: Element.Type,
    using generator: inout any FrameworkGenerator
  ) throws -> (tensors: [(name: String, source: any Source)], warnings: [String]) {
    let input = converted(x, to: type, by: engine.framework)
    let made = try layer.applied(to: input, using: &generator)
    return (
      [("mask", made.mask), ("noise", made.noise), ("output", made.output)], made.warnings
    )
  }

  private func nextWords(_ generator: any FrameworkGenerator) -> [UInt32]? {
    var generator = generator
    guard var draw = try? generator.bits(count: 2) else { return nil }
    var words: [UInt32] = [0, 0]
    var block = words.mutableSpan
    draw.fill(&block, from: 0)
    return words
  }
}

/// The bits of bfloat16 numbers, which no .npy file holds.
struct BFloat16Bits: Source {
  private var base: any Source<BFloat16>

  init(_ base: any Source<BFloat16>) { self.base = base }

  var shape: Shape { base.shape }
  var bases: [any Source] { [base] }

  mutating func fill(_ block: inout MutableSpan<UInt16>, from start: Int) throws {
    let numbers = try base.elements(start..<start + block.count)
    for i in block.indices { block[i] = numbers[i].bitPattern }
  }
}
