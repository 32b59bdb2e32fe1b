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
