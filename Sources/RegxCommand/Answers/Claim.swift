// The claim that `check` tests: these outputs came from this input by a mode.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Comparison
import Experiments
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

/// A claim, and how it is tested.
struct Claim {
  private let request: CheckRequest
  private let console: Console

  init(_ request: CheckRequest, _ console: Console) {
    (self.request, self.console) = (request, console)
  }

  /// The tests of the claim for the input and the outputs.
  func tests() throws -> [CheckTest] {
    let input = try request.reading.tensor(of: request.input)
    guard let type = (request.reading.dtype ?? input.dtype).drawableType else {
      throw Failure(
        "\(quoted(request.input)): holds \(input.dtype.rawValue), which no mode takes; convert it with"
          + " --dtype float32")
    }
    let layer = request.mode.regularizer(request.arguments)
    guard let promotion = layer.promotion(of: type.dtype),
      let wider = promotion.dtype.drawableType
    else { return try tests(layer, of: input, in: type) }
    // What the original holds in the narrower type was rounded to it.
    return try tests(promotion.layer, of: rounded(input, to: type), in: wider)
  }

  private func rounded<Element: DrawableScalar>(
    _ source: any Source, to type: Element.Type
  ) -> any Source {
    converted(source, to: type, by: request.engine.framework)
  }

  private func tests<Element: DrawableScalar>(
    _ layer: any Regularizer, of input: any Source, in type: Element.Type
  ) throws -> [CheckTest] {
    try tests(layer, of: converted(input, to: type, by: request.engine.framework))
  }

  private func tests<Element: DrawableScalar>(
    _ layer: any Regularizer, of input: any Source<Element>
  ) throws -> [CheckTest] {
    let x = request.isChannelsLast ? try channelsLast(input) : input
    var reading = request.reading
    (reading.tensorName, reading.textDtype) = (request.outputTensor, Element.dtype)
    var outputs: [any Source<Element>] = []
    for (i, path) in ([request.output] + request.repeats).enumerated() {
      let name = (i == 0 ? "" : "--repeat ") + quoted(path)
      let output = try reading.tensor(of: path, as: name)
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
      if request.isSeeded || !layer.training { return try exactTests(layer, of: x, outputs) }
      return try MaskCheck(layer, of: x, outputs: outputs).tests
    } catch let error as RegularizationError {
      throw Failure("--mode '\(request.mode.name)': \(error)")
    } catch MaskCheckError.noIndependentDraws {
      throw Failure(
        "--mode '\(request.mode.name)': draws no independent mask, so that only a --seed can check it"
      )
    } catch MaskCheckError.unknownChance {
      throw Failure("--mode '\(request.mode.name)': has no known chance of dropping; give a --seed")
    } catch let error as UnsupportedDraw {
      throw request.engine.failure(
        error, remedy: request.reading.dtype.map { _ in "leave --dtype out" })
    }
  }

  /// Compares each output with what the layer makes of the input, bit for bit.
  private func exactTests<Element: DrawableScalar>(
    _ layer: any Regularizer, of input: any Source<Element>, _ outputs: [any Source<Element>]
  ) throws -> [CheckTest] {
    var generator = request.engine.generator
    try request.engine.skipWords(using: &generator)
    return try outputs.enumerated().map { call, output in
      let made = try layer.applied(to: input, using: &generator).output
      let found = try Comparison(
        output, made, tolerance: nil, rereads: !output.readsInOrder,
        threads: request.destination.threadCount, least: console.leastForThread)
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
}
