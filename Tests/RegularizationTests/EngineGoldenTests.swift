// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import TensorCore
import Testing

@testable import Regularization

/// The answers of the frameworks beyond PyTorch's CPU, NumPy and JAX, bit for bit.
@Suite struct EngineGoldenTests {
  @Test(arguments: EngineGoldenLine.lines(of: "mlx-0.32.4.jsonl"))
  func `draws and layers are those of MLX`(line: EngineGoldenLine) throws {
    let generator = MLXGenerator(seed: try seed64(line))
    try replay(line, on: generator) { name, p in
      let kinds: [String: MLXDropout.Kind] = [
        "dropout": .elements, "dropout2d": .channels2d, "dropout3d": .channels3d,
      ]
      return MLXDropout(p: p, kind: try #require(kinds[name]))
    }
  }

  @Test(arguments: EngineGoldenLine.lines(of: "tensorflow-2.21.0.jsonl"))
  func `draws and dropouts are those of TensorFlow`(line: EngineGoldenLine) throws {
    let seed = try #require(Int64(line.seed))
    let generator: any FrameworkGenerator =
      line.engine == "tensorflow-stateless"
      ? TensorFlowSeed(seed, line.opSeed ?? 0)
      : TensorFlowGenerator(seed: seed, opSeed: line.opSeed)
    try replay(line, on: generator) { _, p in TensorFlowDropout(p: p) }
  }

  @Test(
    arguments: KerasBackend.allCases.flatMap {
      EngineGoldenLine.lines(of: "keras-\($0.rawValue)-3.15.1.jsonl")
    })
  func `layers are those of Keras`(line: EngineGoldenLine) throws {
    let backend = try #require(KerasBackend(rawValue: String(line.engine.dropFirst(6))))
    let seed = try #require(UInt32(line.seed))
    let generator = KerasSeedGenerator(seed: seed, backend: backend)
    try replay(line, on: generator) { _, p in KerasDropout(p: p) }
  }

  @Test(arguments: EngineGoldenLine.lines(of: "inductor-2.13.0.jsonl"))
  func `dropouts are those of torch_compile`(line: EngineGoldenLine) throws {
    let generator = InductorGenerator(seed: try seed64(line))
    try replay(line, on: generator) { _, p in CompiledDropout(p: p) }
  }

  @Test(arguments: EngineGoldenLine.lines(of: "triton-3.9.0.jsonl"))
  func `draws and dropouts are those of Triton`(line: EngineGoldenLine) throws {
    guard line.engine == "triton" else { return try compareWithReplica(line) }
    let generator = TritonSeed(seed: try seed64(line))
    try replay(line, on: generator) { _, p in TritonDropout(p: p) }
  }

  /// PyTorch's own replica of its CUDA kernels writes 1 less the uniform.
  private func compareWithReplica(_ line: EngineGoldenLine) throws {
    let call = line.calls[0]
    let numbers = call.call.split(separator: "-").compactMap { Int($0) }
    let gpu = try #require(GPU.named("a100"))
    var generator = TorchCUDAGenerator(seed: try seed64(line), gpu: gpu)
    try generator.skip(4 * UInt64(numbers[1]))
    let count = call.shape[0]
    var draw = try generator.dropoutUniforms(width: numbers[0], count: count)
    var values = [Float](repeating: 0, count: count)
    var span = values.mutableSpan
    draw.fill(&span, from: 0)
    #expect(call.matches(values.map { UInt64((1 - $0).bitPattern) }))
  }

  private func seed64(_ line: EngineGoldenLine) throws -> UInt64 {
    try #require(UInt64(line.seed))
  }

  /// Makes the recorded calls, one after the other.
  private func replay(
    _ line: EngineGoldenLine, on generator: any FrameworkGenerator,
    layer: (_ name: String, _ p: Probability) throws -> any Regularizer
  ) throws {
    var generator = generator
    for call in line.calls {
      #expect(
        call.matches(try bits(of: call, drawingFrom: &generator, layer)),
        "\(call.call) \(call.dtype) \(call.shape) p \(String(describing: try? call.double(\.p)))")
    }
  }

  private func bits(
    of call: EngineGoldenLine.Call, drawingFrom generator: inout any FrameworkGenerator,
    _ layer: (_ name: String, _ p: Probability) throws -> any Regularizer
  ) throws -> [UInt64] {
    let shape = try Shape(call.shape)
    switch call.call {
    case "bits":
      let draw = try generator.bits(count: shape.count)
      return try RandomIntegers(draw, shape: shape).bits { UInt64($0) }
    case "compiled-rand":
      var inductor = try #require(generator as? InductorGenerator)
      defer { generator = inductor }
      let draw = try inductor.compiledRand(count: shape.count)
      return try readBits(RandomValues<Float>(draw, shape: shape))
    case "bernoulli":
      let draw = try generator.bernoulli(try call.double(\.p), count: shape.count)
      return try readBits(RandomMask<Float>(draw, one: 1, shape: shape)).map { $0 == 0 ? 0 : 1 }
    default:
      return try floatingBits(
        of: call, patternType(call.dtype), shape, drawingFrom: &generator, layer)
    }
  }

  private func floatingBits<Element: PatternScalar>(
    of call: EngineGoldenLine.Call, _ type: Element.Type, _ shape: Shape,
    drawingFrom generator: inout any FrameworkGenerator,
    _ layer: (_ name: String, _ p: Probability) throws -> any Regularizer
  ) throws -> [UInt64] {
    switch call.call {
    case "rand":
      let draw = try type.rand(count: shape.count, using: &generator)
      return try readBits(RandomValues<Element>(draw, shape: shape))
    case "uniform":
      let draw = try type.uniform(
        low: try call.double(\.low), high: try call.double(\.high), count: shape.count,
        using: &generator)
      return try readBits(RandomValues<Element>(draw, shape: shape))
    default:
      let elements = (0..<shape.count).map { Element.pattern(UInt64($0)) }
      let p = try #require(Probability(try call.double(\.p)))
      let made = try layer(call.call, p).applied(
        to: Tensor(shape: shape, elements: elements), using: &generator)
      return try readBits(made.output)
    }
  }
}

extension RandomIntegers {
  fileprivate func bits(_ bits: (Element) -> UInt64) throws -> [UInt64] {
    var source = self
    return try source.elements(0..<shape.count).map(bits)
  }
}
