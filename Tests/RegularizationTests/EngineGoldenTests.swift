import RandomStreams
import TensorCore
import Testing

@testable import Regularization

/// The answers of the frameworks beyond PyTorch's CPU, NumPy and JAX, bit for bit.
@Suite struct EngineGoldenTests {
  @Test(arguments: EngineGoldenLine.lines(of: "mlx-0.32.4.jsonl"))
  func `draws and layers are those of MLX`(line: EngineGoldenLine) throws {
    let generator = MLXGenerator(seed: try Seed(line.seed).torch())
    try replay(line, on: generator) { name, p in
      let axes = try #require(["dropout": 0, "dropout2d": 2, "dropout3d": 3][name])
      return MLXDropout(spatialAxes: axes, p: p, training: true)
    }
  }

  @Test(arguments: EngineGoldenLine.lines(of: "tensorflow-2.21.0.jsonl"))
  func `draws and dropouts are those of TensorFlow`(line: EngineGoldenLine) throws {
    let seed = try Seed(line.seed).jax()
    let generator: any FrameworkGenerator =
      line.engine == "tensorflow-stateless"
      ? TensorFlowSeed(seed, line.opSeed ?? 0)
      : TensorFlowGenerator(seed: seed, opSeed: line.opSeed)
    try replay(line, on: generator) { _, p in TensorFlowDropout(p: p, training: true) }
  }

  @Test(
    arguments: KerasBackend.allCases.flatMap {
      EngineGoldenLine.lines(of: "keras-\($0.rawValue)-3.15.1.jsonl")
    })
  func `layers are those of Keras`(line: EngineGoldenLine) throws {
    let backend = try #require(KerasBackend(rawValue: String(line.engine.dropFirst(6))))
    let seed = try #require(UInt32(line.seed))
    let generator = KerasSeedGenerator(seed: seed, backend: backend)
    try replay(line, on: generator) { _, p in KerasDropout(p: p, training: true) }
  }

  @Test(arguments: EngineGoldenLine.lines(of: "inductor-2.13.0.jsonl"))
  func `dropouts are those of torch_compile`(line: EngineGoldenLine) throws {
    let generator = InductorGenerator(seed: try Seed(line.seed).torch())
    try replay(line, on: generator) { _, p in CompiledDropout(p: p, training: true) }
  }

  @Test(arguments: EngineGoldenLine.lines(of: "triton-3.9.0.jsonl"))
  func `draws and dropouts are those of Triton`(line: EngineGoldenLine) throws {
    let generator = TritonSeed(seed: try Seed(line.seed).torch())
    try replay(line, on: generator) { _, p in TritonDropout(p: p, training: true) }
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
      return try DrawnIntegers(draw, shape: shape).bits { UInt64($0) }
    case "compiled-rand":
      var inductor = try #require(generator as? InductorGenerator)
      defer { generator = inductor }
      let draw = try inductor.compiledRand(count: shape.count)
      return try readBits(DrawnValues<Float>(draw, shape: shape))
    case "bernoulli":
      let draw = try generator.bernoulli(try call.double(\.p), count: shape.count)
      return try readBits(DrawnMask<Float>(draw, one: 1, shape: shape)).map { $0 == 0 ? 0 : 1 }
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
      let draw = try type.rand(&generator, count: shape.count)
      return try readBits(DrawnValues<Element>(draw, shape: shape))
    case "uniform":
      let draw = try type.uniform(
        &generator, low: try call.double(\.low), high: try call.double(\.high), count: shape.count)
      return try readBits(DrawnValues<Element>(draw, shape: shape))
    default:
      let elements = (0..<shape.count).map { Element.pattern(UInt64($0)) }
      let p = try #require(Probability(try call.double(\.p)))
      let made = try layer(call.call, p).apply(
        to: Tensor(shape: shape, elements: elements), drawingFrom: &generator)
      return try readBits(made.output)
    }
  }
}

extension DrawnIntegers {
  fileprivate func bits(_ bits: (Element) -> UInt64) throws -> [UInt64] {
    var source = self
    return try source.elements(0..<shape.count).map(bits)
  }
}
