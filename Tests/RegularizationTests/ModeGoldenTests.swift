// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore
import TensorFormats
import Testing

/// The layers themselves, against the real frameworks' answers to command lines: each line is
/// carried out by calls of the library.
@Suite struct ModeGoldenTests {
  @Test func `no line is missing`() {
    #expect(ModeGoldenLine.all.count >= 1000)
  }

  @Test(arguments: ModeGoldenLine.all)
  func `the layers' bits are the framework's`(line: ModeGoldenLine) throws {
    let file = try line.file.map {
      try openTensor(bytes: ByteSource(path: $0), name: $0, tensor: line.value("tensor"))
    }
    let isNarrow = ["numpy", "numpy-generator"].contains(line.value("engine"))
    let dtype = line.dtype ?? file?.dtype ?? (isNarrow ? .float64 : .float32)
    let words = try words(of: line, as: drawableType(dtype), file)
    #expect(
      line.matches(words) { SHA256.hexadecimal(SHA256.digest(of: $0.utf8)) },
      "\(line.testDescription)")
  }

  private func drawableType(_ dtype: DType) throws -> any DrawableScalar.Type {
    let type = dtype.drawableType
    try #require(type != nil, "no layer takes \(dtype)")
    return type!
  }

  /// The words of everything that the line shows.
  private func words<Element: DrawableScalar>(
    of line: ModeGoldenLine, as type: Element.Type, _ file: (any Source)?
  ) throws -> [String] {
    var generator = try line.generator
    let x = try input(of: line, as: type, file, drawingFrom: &generator)
    if try line.skip > 0 { try generator.skip(line.skip) }
    var words = try line.shown.contains("input") ? hex(x) : []
    let shown = line.shown.filter { $0 != "input" }
    for layer in try line.layers {
      if let promotion = layer.promotion(of: Element.dtype) {
        let wide = try drawableType(promotion.dtype)
        words += try applied(promotion.layer, to: x, in: wide, shown, drawingFrom: &generator)
      } else {
        words += try applied(layer, to: x, in: type, shown, drawingFrom: &generator)
      }
    }
    return words
  }

  private func applied<Element: DrawableScalar, Wide: DrawableScalar>(
    _ layer: any Regularizer, to x: any Source<Element>, in type: Wide.Type, _ shown: [String],
    drawingFrom generator: inout any FrameworkGenerator
  ) throws -> [String] {
    let input = (x as? any Source<Wide>) ?? Converted(x, to: type)
    let made = try layer.applied(to: input, using: &generator)
    return try shown.flatMap {
      try hex($0 == "mask" ? made.mask : $0 == "noise" ? made.noise : made.output)
    }
  }

  /// The input that the line names, lying in memory as it says.
  private func input<Element: DrawableScalar>(
    of line: ModeGoldenLine, as type: Element.Type, _ file: (any Source)?,
    drawingFrom generator: inout any FrameworkGenerator
  ) throws -> any Source<Element> {
    let shape = try line.shape
    let x: any Source<Element> =
      switch line.value("input") {
      case nil:
        RandomValues<Element>(try type.rand(count: shape.count, using: &generator), shape: shape)
      case "randn":
        RandomValues<Element>(
          try type.normal(mean: 0, std: 1, count: shape.count, using: &generator), shape: shape)
      case "ones": Constant(Element(rounding: 1 as Double), shape: shape)
      case "zeros": Constant(Element.zero, shape: shape)
      case "arange": Arange<Element>(shape: shape)
      default: try converted(try #require(file), to: type)
      }
    if line.has("transpose") { return Transposed(x) }
    guard line.has("memory-format") else { return x }
    return Reordered(x, as: try #require(.channelsLast(rank: x.shape.rank)))
  }

  private func converted<Element: DrawableScalar>(
    _ file: any Source, to type: Element.Type
  ) throws -> any Source<Element> {
    func convert<S: Source>(_ source: S) -> any Source<Element> {
      (source as? any Source<Element>) ?? Converted(source, to: type, byWayOfFloat: true)
    }
    return convert(file)
  }

  /// The bits of every element, the tensor read whole.
  private func hex<Element: DrawableScalar>(_ source: any Source<Element>) throws -> [String] {
    try source.tensor().elements.map { element in
      withUnsafeBytes(of: element) { bytes in
        bytes.reversed().map { byte in
          (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
      }
    }
  }
}
