// regx network mlp: vanilla and inverted dropout in a network, in training and in testing.

import CommandTable
import Experiments
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

/// The multilayer perceptron of a command line.
struct MLPCommand {
  let options: Options
  private let parts: Set<NetworkPart>

  init(_ options: Options) {
    self.options = options
    parts = options.networkParts
  }

  func run(_ presentation: Presentation) throws {
    try options.check(engineIn: [.numpy, .torch])
    var (figures, sizes) = try made()
    if figures.count == 1 { figures[0].heading = nil }
    try presentation.write(
      figures,
      facts: options.networkFacts([
        ("rule", JSON.string(options.network.rule.rawValue)), ("layers", "\(sizes)"),
      ]))
  }

  /// What is shown of the network, and the sizes of its layers.
  private func made() throws -> (figures: [Figure], sizes: [Int]) {
    var generator = try seededGenerator(options)
    do {
      let mlp = try network(using: &generator)
      let x = try input(of: mlp, using: &generator)
      if options.skip > 0 { try generator.skip(options.skip) }
      var figures = setting(mlp, x)
      for phase in options.network.phase.phases {
        let passes = try mlp.forward(
          x,
          dropout: options.network.rule.mode?.on(options.engine.framework)
            .regularizer(options.modeArguments), phase: phase, using: &generator)
        figures += self.figures(of: passes, phase)
      }
      return (figures, mlp.sizes)
    } catch let error as UnsupportedDraw {
      throw options.failure(error, remedy: "leave --dtype out")
    }
  }

  /// The network: drawn, or of the parameters in files.
  private func network(using generator: inout any FrameworkGenerator) throws -> MLP {
    let network = options.network
    guard !network.files.isEmpty else {
      return try MLP(
        sizes: network.sizes, columns: network.columns,
        as: options.engine.framework == .torch ? .kaiming : .plain, using: &generator)
    }
    let sources = try parameterNames.map { name in
      let path = network.files[name] ?? ""
      var options = options
      options.tensorName = path.hasSuffix(".safetensors") ? name : nil
      return try openTensor(path: path, as: "--\(name) \(quoted(path))", options)
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
    let shape = try Shape([mlp.sizes[0], options.network.columns])
    let input = try InputTensor(options.input, shape: shape, options)
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
    let framework = options.engine.framework
    return isWide(source.dtype)
      ? .float64(try converted(source, to: Double.self, by: framework).tensor())
      : .float32(try converted(source, to: Float.self, by: framework).tensor())
  }

  private func isWide(_ dtype: DType?) -> Bool {
    options.engine.framework == .numpy && dtype != .float32
  }

  /// The input and the parameters, where they are shown.
  private func setting(_ mlp: MLP, _ x: NetworkTensor) -> [Figure] {
    var figures: [Figure] = []
    if parts.contains(.parameters) {
      for (i, layer) in mlp.layers.enumerated() {
        figures.append(Figure("w\(i + 1)", layer.weight.source))
        figures.append(Figure("b\(i + 1)", layer.bias.source))
      }
    }
    if parts.contains(.input) { figures.append(Figure("x", x.source)) }
    return figures
  }

  /// The layers and masks of one phase, where they are shown.
  private func figures(of passes: [LayerPass], _ phase: Phase) -> [Figure] {
    var figures: [Figure] = []
    func add(_ name: String, _ formula: String?, _ tensor: NetworkTensor) {
      let heading = formula.map { "\(name) = \($0)" } ?? name
      figures.append(
        Figure("\(phase.rawValue).\(name)", tensor.source, heading: "\(phase.rawValue): \(heading)")
      )
    }
    for (i, pass) in passes.enumerated() {
      let (n, isLast) = (i + 1, i == passes.count - 1)
      let given = i == 0 ? "x" : "dropped\(i)"
      if parts.contains(.layer) { add("layer\(n)", "relu(w\(n) @ \(given) + b\(n))", pass.layer) }
      if parts.contains(.mask), let mask = pass.mask { add("mask\(n)", nil, mask) }
      if parts.contains(isLast ? .output : .dropped) {
        let formula = dropped("layer\(n)", mask: "mask\(n)", phase)
        add(isLast ? "output" : "dropped\(n)", formula, pass.dropped)
      }
    }
    return figures
  }

  /// How a layer is dropped, as a formula.
  private func dropped(_ layer: String, mask: String, _ phase: Phase) -> String {
    switch (options.network.rule, phase) {
    case (.vanilla, .train): "\(layer) * \(mask)"
    case (.vanilla, .test): "\(layer) * (1 - p)"
    case (.inverted, .train):
      options.engine.framework == .numpy
        ? "(\(layer) * \(mask)) / (1 - p)" : "\(layer) * (\(mask) / (1 - p))"
    case (.inverted, .test), (.none, _): layer
    }
  }
}

extension Figure {
  /// A tensor of a network, read back by its name.
  init(_ name: String, _ source: any Source, heading: String? = nil) {
    self.init(
      heading: heading ?? name, name: name, properties: [("mode", JSON.string(name))],
      source: source)
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
