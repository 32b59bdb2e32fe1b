// regx network mlp: vanilla and inverted dropout in a network, in training and in testing.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Experiments
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

/// The multilayer perceptron of a command line.
struct MLPRun {
  private let request: NetworkRequest
  private var framework: Framework { request.engine.framework }

  init(_ request: NetworkRequest) { self.request = request }

  func write(to writer: ResultWriter) throws {
    var (tensors, sizes) = try made()
    if tensors.count == 1 { tensors[0].heading = nil }
    try writer.write(
      tensors,
      facts: request.facts([
        ("rule", JSON.string(request.flags.rule.rawValue)), ("layers", "\(sizes)"),
      ]))
  }

  /// What is shown of the network, and the sizes of its layers.
  private func made() throws -> (tensors: [NamedTensor], sizes: [Int]) {
    var generator = request.engine.generator
    do {
      let mlp = try network(using: &generator)
      let x = try input(of: mlp, using: &generator)
      try request.engine.skipWords(using: &generator)
      var tensors = setting(mlp, x)
      for phase in request.flags.phase.phases {
        let passes = try mlp.forward(
          x,
          dropout: request.flags.rule.mode?.on(framework).regularizer(request.arguments),
          phase: phase, using: &generator)
        tensors += self.tensors(of: passes, phase)
      }
      return (tensors, mlp.sizes)
    } catch let error as UnsupportedDraw {
      throw request.engine.failure(error, remedy: nil)
    }
  }

  /// The network: drawn, or of the parameters in files.
  private func network(using generator: inout any FrameworkGenerator) throws -> MLP {
    let network = request.flags
    guard !network.files.isEmpty else {
      return try MLP(
        sizes: network.sizes, columns: network.columns,
        as: framework == .torch ? .kaiming : .plain, using: &generator)
    }
    let sources = try parameterNames.map { name in
      let path = network.files[name] ?? ""
      var reading = request.input.reading
      reading.tensorName = path.hasSuffix(".safetensors") ? name : nil
      return try reading.tensor(inFile: path, as: "--\(name) \(quoted(path))")
    }
    // Before any of them is read as a whole: the extents of a file may be anything.
    try NetworkLimits.fused.check(
      elements: sources.reduce(0) { $0 + Double($1.shape.count) }, of: .files)
    let tensors = try sources.map(tensor)
    return try MLP([
      Linear(weight: tensors[0], bias: tensors[1]), Linear(weight: tensors[2], bias: tensors[3]),
    ])
  }

  private func input(
    of mlp: MLP, using generator: inout any FrameworkGenerator
  ) throws -> NetworkTensor {
    let shape = try Shape([mlp.sizes[0], request.flags.columns])
    let input = try InputTensor(request.input.input, shape: shape, request.input.reading)
    let source: any Source =
      isWide(try? input.elementType().dtype)
      ? try input.source(Double.self, using: &generator)
      : try input.source(Float.self, using: &generator)
    try mlp.check(input: source.shape)
    return try tensor(source)
  }

  /// The tensor in a type that the framework computes in: PyTorch's network is in float32, NumPy
  /// computes in the type that it is given, which here is float64 for all but float32.
  private func tensor(_ source: any Source) throws -> NetworkTensor {
    isWide(source.dtype)
      ? .float64(try converted(source, to: Double.self, by: framework).tensor())
      : .float32(try converted(source, to: Float.self, by: framework).tensor())
  }

  private func isWide(_ dtype: DType?) -> Bool { framework == .numpy && dtype != .float32 }

  /// The input and the parameters, where they are shown.
  private func setting(_ mlp: MLP, _ x: NetworkTensor) -> [NamedTensor] {
    var tensors: [NamedTensor] = []
    if request.parts.contains(.parameters) {
      for (i, layer) in mlp.layers.enumerated() {
        tensors.append(NamedTensor(network: "w\(i + 1)", layer.weight.source))
        tensors.append(NamedTensor(network: "b\(i + 1)", layer.bias.source))
      }
    }
    if request.parts.contains(.input) { tensors.append(NamedTensor(network: "x", x.source)) }
    return tensors
  }

  /// The layers and masks of one phase, where they are shown.
  private func tensors(of passes: [LayerPass], _ phase: Phase) -> [NamedTensor] {
    var tensors: [NamedTensor] = []
    func add(_ name: String, _ formula: String?, _ tensor: NetworkTensor) {
      let heading = formula.map { "\(name) = \($0)" } ?? name
      tensors.append(
        NamedTensor(
          network: "\(phase.rawValue).\(name)", tensor.source,
          heading: "\(phase.rawValue): \(heading)"))
    }
    for (i, pass) in passes.enumerated() {
      let (n, isLast) = (i + 1, i == passes.count - 1)
      let given = i == 0 ? "x" : "dropped\(i)"
      if request.parts.contains(.layer) {
        add("layer\(n)", "relu(w\(n) @ \(given) + b\(n))", pass.layer)
      }
      if request.parts.contains(.mask), let mask = pass.mask { add("mask\(n)", nil, mask) }
      if request.parts.contains(isLast ? .output : .dropped) {
        let formula = dropped("layer\(n)", mask: "mask\(n)", phase)
        add(isLast ? "output" : "dropped\(n)", formula, pass.dropped)
      }
    }
    return tensors
  }

  /// How a layer is dropped, as a formula.
  private func dropped(_ layer: String, mask: String, _ phase: Phase) -> String {
    switch (request.flags.rule, phase) {
    case (.vanilla, .train): "\(layer) * \(mask)"
    case (.vanilla, .test): "\(layer) * (1 - p)"
    case (.inverted, .train):
      framework == .numpy
        ? "(\(layer) * \(mask)) / (1 - p)" : "\(layer) * (\(mask) / (1 - p))"
    case (.inverted, .test), (.none, _): layer
    }
  }
}

extension NamedTensor {
  /// A tensor of a network, read back by its name.
  init(network name: String, _ source: any Source, heading: String? = nil) {
    self.init(
      name, heading: heading ?? name, properties: { [("mode", JSON.string(name))] }, source)
  }
}

extension DropoutRule {
  /// The mode that the rule is; `nil` for none.
  fileprivate var mode: Mode? {
    switch self {
    case .vanilla: .vanillaDropout
    case .inverted: .dropout
    case .none: nil
    }
  }
}
