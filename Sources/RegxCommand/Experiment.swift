// What `compare` and `apply` do: one input, then the modes in turn, with one generator.

import CommandTable
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

extension Invocation {
  /// The parameters of modes that were typed, in the order of their names.
  var givenModeParameters: [ModeParameter] {
    givenFlags.sorted().compactMap(ModeParameter.init(rawValue:))
  }
}

/// One input and several modes, applied to it one after the other with one generator.
struct Experiment {
  var options: Options
  let modes: [Mode]
  /// Which parameters of modes were typed, so that a mode that does not know one is refused.
  let given: [ModeParameter]
  /// Takes what the original warns of.
  let warn: (String) -> Void
  /// Where the steps are noted, for those who ask.
  var ledger: Ledger?

  /// The tensors to show, in order; nothing of them is made yet but what decides a position.
  func figures() throws -> [Figure] {
    for mode in modes { try check(mode) }
    for parameter in given { try check(parameter) }
    let input = try InputTensor(options.input, shape: options.shape, options)
    if let integers = input.integers { return try figures(ofIntegers: integers) }
    let type = try input.elementType()
    return try figures(of: type, input)
  }

  private func figures<Element: DrawableScalar>(
    of type: Element.Type, _ input: InputTensor
  ) throws -> [Figure] {
    var generator = try seededGenerator(options)
    do {
      try options.makePriorCalls(using: &generator, notedIn: ledger)
      let before = generator
      let x = try inMemory(try input.source(type, using: &generator))
      let drawn = options.input.isDrawn ? options.input.description : nil
      ledger?.add(
        LedgerStep(
          name: "input", draw: drawn, count: drawn == nil ? 0 : x.shape.count, before: before,
          after: generator))
      let weight = try weight(for: x, using: &generator)
      try options.skipWords(using: &generator, notedIn: ledger)
      var figures: [Figure] = []
      if options.shown.contains(.input) {
        figures.append(
          Figure(
            heading: "Input", name: "input", properties: [("show", JSON.string("input"))], source: x
          ))
      }
      let arguments = options.modeArguments
      if let first = modes.first?.regularizer(arguments) {
        try passCalls(of: first, appliedTo: x, using: &generator)
      }
      for mode in modes {
        let layer = mode.regularizer(arguments)
        if let promotion = layer.promotion(of: Element.dtype),
          let type = promotion.dtype.drawableType
        {
          figures += try self.figures(
            of: mode, promotion.layer, appliedTo: x, promotedTo: type, using: &generator)
        } else {
          figures += try self.figures(of: mode, layer, appliedTo: x, weight, using: &generator)
        }
      }
      return figures
    } catch let error as UnsupportedDraw {
      throw options.failure(error, remedy: "leave --dtype out, or give the input as a file")
    }
  }

  /// Notes what a mode drew and made.
  private func note<Element: DrawableScalar>(
    _ mode: Mode, _ layer: any Regularizer, _ made: Regularized<Element>,
    of x: any Source<Element>, from before: any FrameworkGenerator,
    to after: any FrameworkGenerator
  ) {
    guard let ledger else { return }
    // A key does not move; it is drawn from unless the call returns before.
    let drew =
      before.position == nil
      ? layer.training && layer.parts?.shortcut == MaskParts.Shortcut.none
      : before.position != after.position
    ledger.add(
      LedgerStep(
        name: mode.name, draw: drew ? layer.drawName : nil, count: drew ? made.mask.shape.count : 0,
        before: before, after: after, mode: mode,
        result: TypedResult(layer: layer, input: x, made: made)))
  }

  /// Makes the calls that came before; nothing of them is computed but where they leave the
  /// generator.
  private func passCalls<Element: DrawableScalar>(
    of layer: any Regularizer, appliedTo x: any Source<Element>,
    using generator: inout any FrameworkGenerator
  ) throws {
    do throws(RegularizationError) {
      for _ in 0..<options.calls { _ = try layer.applied(to: x, using: &generator) }
    } catch {
      throw options.failure(error, of: modes[0])
    }
  }

  /// The weights of the layer that drop-connect masks, if they are given.
  private func weight<Element: DrawableScalar>(
    for x: any Source<Element>, using generator: inout any FrameworkGenerator
  ) throws -> (any Source<Element>)? {
    guard let weight = options.weight else { return nil }
    guard let features = x.shape.extents.last else {
      throw Failure("--weight: a layer takes an input with at least one axis, not a scalar")
    }
    guard let shape = try? Shape([options.outFeatures, features]) else {
      throw Failure("--out-features '\(options.outFeatures)': more weights than 64 bits can count")
    }
    return try InputTensor(weight, shape: shape, flag: "--weight", options)
      .source(Element.self, using: &generator)
  }

  /// What one mode makes of the input in a wider type.
  private func figures<Element: DrawableScalar>(
    of mode: Mode, _ layer: any Regularizer, appliedTo x: any Source,
    promotedTo type: Element.Type, using generator: inout any FrameworkGenerator
  ) throws -> [Figure] {
    try figures(of: mode, layer, appliedTo: converted(x, to: type), nil, using: &generator)
  }

  /// What one mode makes of the input.
  private func figures<Element: DrawableScalar>(
    of mode: Mode, _ layer: any Regularizer, appliedTo x: any Source<Element>,
    _ weight: (any Source<Element>)?, using generator: inout any FrameworkGenerator
  ) throws -> [Figure] {
    do throws(RegularizationError) {
      let made: Regularized<Element>
      let before = generator
      if let weight, mode.parameters.contains(.weight) {
        // The layer's output of the input, by weights that the method was applied to.
        let masked = try layer.applied(to: weight, using: &generator)
        made = Regularized(
          mask: masked.mask, noise: masked.noise,
          output: try LinearProduct(x, weight: masked.output))
      } else {
        made = try layer.applied(to: x, using: &generator)
      }
      if !options.quiet { made.warnings.forEach(warn) }
      note(mode, layer, made, of: x, from: before, to: generator)
      return options.shown.compactMap { shown in
        var figure = figure(of: shown, mode, made)
        figure?.position = (before.position, generator.position)
        return figure
      }
    } catch {
      throw options.failure(error, of: mode)
    }
  }

  /// The input as PyTorch is told to lay it out: transposed, or with its channels last.
  private func inMemory<Element: DrawableScalar>(
    _ x: any Source<Element>
  ) throws -> any Source<Element> {
    let rank = x.shape.rank
    if options.transposed {
      guard options.memoryFormat == .contiguous else {
        throw Failure("--transpose: does not go with --memory-format; give one of them")
      }
      guard rank == 2 else {
        throw Failure("--transpose: takes a 2-D input, and this one is \(rank)-D")
      }
      return Transposed(x)
    }
    guard options.memoryFormat == .channelsLast else { return x }
    guard let order = MemoryOrder.channelsLast(rank: rank) else {
      throw Failure(
        "--memory-format 'channels_last': takes a 4-D or 5-D input, and this one is \(rank)-D")
    }
    return Reordered(x, as: order)
  }

  private func figure<Element: DrawableScalar>(
    of shown: Shown, _ mode: Mode, _ made: Regularized<Element>
  ) -> Figure? {
    let source: any Source<Element>
    switch shown {
    case .input: return nil
    case .mask: source = made.mask
    case .noise: source = made.noise
    case .output: source = made.output
    }
    let plain = options.shown == [.output]
    let modeName = mode.name
    return Figure(
      heading: plain ? mode.heading : "\(mode.heading): \(shown.rawValue)",
      name: plain ? mode.name : "\(mode.name).\(shown.rawValue)",
      properties: [("mode", JSON.string(modeName))]
        + (plain ? [] : [("show", JSON.string(shown.rawValue))]),
      source: source)
  }

  /// Refuses a mode that the engine does not have.
  func check(_ mode: Mode) throws {
    guard mode.frameworks.contains(options.engine.framework) else {
      let engines = Engine.catalogue
        .filter { mode.frameworks.contains($0.framework) && $0.sameAs == nil }.map(\.name)
      throw Failure(
        "--mode '\(mode.name)': not on engine '\(options.engine.name)'; it is on"
          + " \(engines.joined(separator: ", "))")
    }
  }

  /// Refuses a flag that none of the modes knows: it would be ignored in silence.
  func check(_ parameter: ModeParameter) throws {
    guard !modes.contains(where: { $0.parameters.contains(parameter) }) else { return }
    let names = modes.map { "'\($0.name)'" }.joined(separator: ", ")
    let knowing = Mode.catalogue.filter { $0.parameters.contains(parameter) }.map(\.name)
    throw Failure(
      "--\(parameter.rawValue): means nothing to \(names); it is for"
        + " \(knowing.joined(separator: ", "))")
  }
}

/// The generator of the chosen engine after seeding.
func seededGenerator(_ options: Options) throws -> any FrameworkGenerator {
  let gpu = try options.gpu
  do throws(SeedError) {
    var engineOptions = EngineOptions()
    (engineOptions.gpu, engineOptions.opSeed) = (gpu, options.opSeed)
    engineOptions.vectorMath = options.vectorMath
    engineOptions.folded = options.folded
    engineOptions.progress = options.drawProgress
    return try options.engine.generator(seed: options.seed, options: engineOptions)
  } catch {
    throw Failure("--seed \(quoted(options.seed.text)): \(error)")
  }
}

extension Options {
  /// What the engine does not draw; `remedy` helps where an element type was asked for.
  func failure(_ error: UnsupportedDraw, remedy: String) -> Failure {
    let hint =
      if case .unknownGPU = error {
        "; give --gpu NAME, or --sms and --threads-per-sm"
      } else if engine.framework == .keras {
        "; give --input ones, arange or a file"
      } else {
        dtype == nil ? "" : "; \(remedy)"
      }
    return Failure("--engine '\(engine.name)': \(error)\(hint)")
  }

  /// Why a mode cannot be applied.
  func failure(_ error: RegularizationError, of mode: Mode) -> Failure {
    if case .unsupported(let draw) = error, case .unknownGPU = draw {
      return failure(draw, remedy: "")
    }
    return Failure("--mode '\(mode.name)': \(error)")
  }

  /// The GPU that is named, or said by its numbers.
  var gpu: GPU? {
    get throws {
      guard multiprocessors != nil || threadsPerMultiprocessor != nil else { return gpuModel?.gpu }
      guard gpuModel == nil else {
        throw Failure("--gpu: does not go with --sms and --threads-per-sm; give one or the others")
      }
      guard let multiprocessors, let threadsPerMultiprocessor else {
        let missing = multiprocessors == nil ? "--sms" : "--threads-per-sm"
        throw Failure(
          "\(missing): is missing; --sms is multi_processor_count and --threads-per-sm is"
            + " max_threads_per_multi_processor of torch.cuda.get_device_properties(0)")
      }
      return GPU(
        multiprocessors: multiprocessors, threadsPerMultiprocessor: threadsPerMultiprocessor)
    }
  }

  /// What the flags say of a mode.
  var modeArguments: ModeArguments {
    var arguments = ModeArguments(p: p)
    if let keep { arguments.keep = keep }
    arguments.training = training
    arguments.scaleByKeep = scaleByKeep
    arguments.blockSize = blockSize
    arguments.gammaScale = gammaScale
    arguments.coupleChannels = coupleChannels
    arguments.withNoise = withNoise
    arguments.compiled = compiled
    return arguments
  }
}

/// Refuses a flag that no engine of the command knows: it would be ignored in silence.
func checkEngineFlags(
  _ invocation: Invocation<Options>, on engines: @autoclosure () -> [Engine]
) throws {
  func check(_ flag: String, isFor frameworks: [Framework], _ owners: String) throws {
    guard invocation.isGiven(flag) else { return }
    let engines = engines()
    if engines.contains(where: { frameworks.contains($0.framework) }) { return }
    let names = engines.map { "'\($0.name)'" }.joined(separator: ", ")
    throw Failure("--\(flag): means nothing to engine \(names); it is for \(owners)")
  }
  try check("fold-in", isFor: [.jax], "jax")
  try check("vector-math", isFor: [.torch], "PyTorch's engines on the CPU")
  try check("memory-format", isFor: [.torch, .torchCUDA, .torchCompile], "PyTorch's engines")
  try check(
    "call", isFor: [.torchCUDA, .torchCompile, .mlx, .tensorflow, .keras],
    "torch-cuda, torch-compile, mlx, tensorflow and keras-*")
  try check("op-seed", isFor: [.tensorflow], "tensorflow and tensorflow-stateless")
  for flag in ["gpu", "sms", "threads-per-sm"] {
    try check(flag, isFor: [.torchCUDA], "torch-cuda")
  }
}
