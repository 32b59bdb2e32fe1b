// The claim that `check` tests: these outputs came from this input by a mode.

import CommandTable
import Comparison
import Experiments
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

/// A mode with its parameters, and what is known of its draws.
struct Claim {
  let options: Options
  let mode: Mode
  /// Whether the draws are known.
  let isSeeded: Bool
  let given: [ModeParameter]
  let console: Console

  /// The tests of the claim for an input and an output, and the outputs of further calls.
  func tests(_ paths: [String]) throws -> [CheckTest] {
    let experiment = Experiment(options: options, modes: [mode], given: given) { _ in }
    try experiment.check(mode)
    for parameter in given { try experiment.check(parameter) }
    let input = try open(
      paths[0], flag: nil, unsaid: options.engine.framework.defaultDtype,
      tensor: options.tensorName)
    guard let type = (options.dtype ?? input.dtype).drawableType else {
      throw Failure(
        "\(quoted(paths[0])): holds \(input.dtype.rawValue), which no mode takes; convert it with"
          + " --dtype float32")
    }
    let layer = mode.regularizer(options.modeArguments)
    guard let promotion = layer.promotion(of: type.dtype),
      let wider = promotion.dtype.drawableType
    else { return try tests(layer, of: input, in: type, paths[1]) }
    // What the original holds in the narrower type was rounded to it.
    return try tests(promotion.layer, of: rounded(input, to: type), in: wider, paths[1])
  }

  private func rounded<Element: DrawableScalar>(
    _ source: any Source, to type: Element.Type
  ) -> any Source {
    converted(source, to: type, by: options.engine.framework)
  }

  private func tests<Element: DrawableScalar>(
    _ layer: any Regularizer, of input: any Source, in type: Element.Type, _ path: String
  ) throws -> [CheckTest] {
    try tests(layer, of: converted(input, to: type, by: options.engine.framework), path)
  }

  private func tests<Element: DrawableScalar>(
    _ layer: any Regularizer, of input: any Source<Element>, _ path: String
  ) throws -> [CheckTest] {
    let x = options.memoryFormat == .channelsLast ? try channelsLast(input) : input
    let name = options.answers.otherTensor.map { $0.isEmpty ? nil : $0 } ?? options.tensorName
    var outputs: [any Source<Element>] = []
    for (i, path) in ([path] + options.answers.repeats).enumerated() {
      let flag = i == 0 ? nil : "--repeat"
      let output = try open(path, flag: flag, unsaid: Element.dtype, tensor: name)
      guard output.shape == x.shape else {
        return [
          CheckTest(
            "shape", holds: false, "is \(output.shape), and that of the input is \(x.shape)")
        ]
      }
      guard let output = output as? any Source<Element> else {
        let due = Element.dtype.rawValue
        return [
          CheckTest("dtype", holds: false, "is \(output.dtype.rawValue), and \(due) is due")
        ]
      }
      outputs.append(output)
    }
    do {
      if isSeeded || !layer.training { return try exactTests(layer, of: x, outputs) }
      return try MaskCheck(layer, of: x, outputs: outputs).tests
    } catch let error as RegularizationError {
      throw Failure("--mode '\(mode.name)': \(error)")
    } catch MaskCheckError.noIndependentDraws {
      throw Failure(
        "--mode '\(mode.name)': draws no independent mask, so that only a --seed can check it")
    } catch MaskCheckError.unknownChance {
      throw Failure("--mode '\(mode.name)': has no known chance of dropping; give a --seed")
    } catch let error as UnsupportedDraw {
      throw options.failure(error, remedy: "leave --dtype out")
    }
  }

  /// Compares each output with what the layer makes of the input, bit for bit.
  private func exactTests<Element: DrawableScalar>(
    _ layer: any Regularizer, of input: any Source<Element>, _ outputs: [any Source<Element>]
  ) throws -> [CheckTest] {
    var generator = try seededGenerator(options)
    if options.skip > 0 { try generator.skip(options.skip) }
    return try outputs.enumerated().map { call, output in
      let made = try layer.applied(to: input, using: &generator).output
      let found = try Comparison(
        output, made, tolerance: nil, rereads: !output.readsInOrder,
        threads: options.threads ?? Threads.available, least: console.leastForThread)
      let name = layer.training ? "bits" : "evaluation"
      return CheckTest(
        call == 0 ? name : "\(name) of call \(call + 1)", holds: found.holds,
        detail(of: found, input.shape))
    }
  }

  private func detail(of found: Comparison, _ shape: Shape) -> String {
    let tally = found.tally
    guard let first = tally.first else { return "all \(counted(tally.count)) elements are equal" }
    let indices = zip(shape.strides, shape.extents).map { "\(first.index / $0 % $1)" }
    let pattern =
      found.pattern.map { "; \($0.words(of: found, a: "Y", b: "the due output"))" } ?? ""
    return "\(counted(tally.mismatched)) of \(counted(tally.count)) elements differ, the first at"
      + " (\(indices.joined(separator: ", ")))\(pattern)"
  }

  private func channelsLast<Element: DrawableScalar>(
    _ input: any Source<Element>
  ) throws -> any Source<Element> {
    guard let order = MemoryOrder.channelsLast(rank: input.shape.rank) else {
      throw Failure(
        "--memory-format 'channels_last': takes a 4-D or 5-D input, and this one is"
          + " \(input.shape.rank)-D")
    }
    return Reordered(input, as: order)
  }

  private func open(
    _ path: String, flag: String?, unsaid: DType, tensor: String?
  ) throws -> any Source {
    var options = options
    options.textDtype = unsaid
    options.tensorName = tensor
    let name = (flag.map { "\($0) " } ?? "") + quoted(path)
    return try openTensor(path: path == "-" ? nil : path, as: name, options)
  }
}
