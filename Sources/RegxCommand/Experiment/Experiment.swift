// What `compare` and `apply` do: one input, then the modes in turn, with one generator.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

/// A run of `compare` or `apply`.
struct Experiment {
  let request: ExperimentRequest
  /// Which tensors are made of each mode.
  let shown: [Shown]
  /// Which of several runs it is, for JSON; empty for a command that makes one.
  let facts: [(key: String, value: String)]
  /// Where the steps are noted, for those who ask.
  private let ledger: Ledger?
  /// Takes what the original warns of.
  private let console: Console

  init(
    _ request: ExperimentRequest, _ console: Console, showing shown: [Shown]? = nil,
    facts: [(key: String, value: String)] = [], notedIn ledger: Ledger? = nil
  ) {
    (self.request, self.console) = (request, console)
    (self.shown, self.facts, self.ledger) = (shown ?? request.shown, facts, ledger)
  }

  /// The tensors to show, in order; nothing of them is made yet but what decides a position.
  func tensors() throws -> [NamedTensor] {
    let input = try request.input.open()
    if let integers = input.integers { return try tensors(ofIntegers: integers) }
    return try tensors(of: try input.elementType(), input)
  }

  private func tensors<Element: DrawableScalar>(
    of type: Element.Type, _ input: InputTensor
  ) throws -> [NamedTensor] {
    let engine = request.engine
    var generator = engine.generator
    do {
      try engine.makePriorCalls(using: &generator, request.arguments, notedIn: ledger)
      let before = generator
      let x = try inMemory(try input.source(type, using: &generator))
      let drawn = request.input.input.isDrawn ? request.input.input.description : nil
      ledger?.add(
        LedgerStep(
          name: "input", draw: drawn, count: drawn == nil ? 0 : x.shape.count, before: before,
          after: generator))
      let weight = try weight(for: x, using: &generator)
      try engine.skipWords(using: &generator, notedIn: ledger)
      var tensors: [NamedTensor] = []
      if shown.contains(.input) {
        let facts = facts
        tensors.append(
          NamedTensor(
            "input", heading: "Input",
            properties: { [("show", JSON.string("input"))] + facts }, x))
      }
      try passCalls(appliedTo: x, using: &generator)
      for mode in request.modes {
        let layer = mode.regularizer(request.arguments)
        if let promotion = layer.promotion(of: Element.dtype),
          let type = promotion.dtype.drawableType
        {
          tensors += try self.tensors(
            of: mode, promotion.layer, appliedTo: x, promotedTo: type, using: &generator)
        } else {
          tensors += try self.tensors(of: mode, layer, appliedTo: x, weight, using: &generator)
        }
      }
      return tensors
    } catch let error as UnsupportedDraw {
      throw engine.failure(
        error,
        remedy: request.input.dtype.map { _ in "leave --dtype out, or give the input as a file" })
    }
  }

  /// Says what the original warns of.
  func warn(of warnings: [String]) {
    guard !request.isQuiet else { return }
    for warning in warnings { console.say("regx: \(request.command): warning: \(warning)") }
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
    appliedTo x: any Source<Element>, using generator: inout any FrameworkGenerator
  ) throws {
    guard let first = request.modes.first else { return }
    let layer = first.regularizer(request.arguments)
    do throws(RegularizationError) {
      for _ in 0..<request.calls { _ = try layer.applied(to: x, using: &generator) }
    } catch {
      throw request.engine.failure(error, of: first)
    }
  }

  /// The weights of the layer that drop-connect masks, if they are given.
  private func weight<Element: DrawableScalar>(
    for x: any Source<Element>, using generator: inout any FrameworkGenerator
  ) throws -> (any Source<Element>)? {
    guard let weight = request.weight else { return nil }
    guard let features = x.shape.extents.last else {
      throw Failure("--weight: a layer takes an input with at least one axis, not a scalar")
    }
    guard let shape = try? Shape([weight.outFeatures, features]) else {
      throw Failure("--out-features '\(weight.outFeatures)': more weights than 64 bits can count")
    }
    return try InputTensor(weight.input, shape: shape, flag: "--weight", request.input.reading)
      .source(Element.self, using: &generator)
  }

  /// What one mode makes of the input in a wider type.
  private func tensors<Element: DrawableScalar>(
    of mode: Mode, _ layer: any Regularizer, appliedTo x: any Source,
    promotedTo type: Element.Type, using generator: inout any FrameworkGenerator
  ) throws -> [NamedTensor] {
    try tensors(of: mode, layer, appliedTo: converted(x, to: type), nil, using: &generator)
  }

  /// What one mode makes of the input.
  private func tensors<Element: DrawableScalar>(
    of mode: Mode, _ layer: any Regularizer, appliedTo x: any Source<Element>,
    _ weight: (any Source<Element>)?, using generator: inout any FrameworkGenerator
  ) throws -> [NamedTensor] {
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
      warn(of: made.warnings)
      note(mode, layer, made, of: x, from: before, to: generator)
      let positions = positionFacts(before.position, generator.position)
      return shown.compactMap { tensor(of: $0, mode, made, facts + positions) }
    } catch {
      throw request.engine.failure(error, of: mode)
    }
  }

  /// The input as PyTorch is told to lay it out: transposed, or with its channels last.
  private func inMemory<Element: DrawableScalar>(
    _ x: any Source<Element>
  ) throws -> any Source<Element> {
    let rank = x.shape.rank
    switch request.layout {
    case .contiguous: return x
    case .transposed:
      guard rank == 2 else {
        throw Failure("--transpose: takes a 2-D input, and this one is \(rank)-D")
      }
      return Transposed(x)
    case .channelsLast:
      guard let order = MemoryOrder.channelsLast(rank: rank) else {
        throw Failure(
          "--memory-format 'channels_last': takes a 4-D or 5-D input, and this one is \(rank)-D")
      }
      return Reordered(x, as: order)
    }
  }

  private func tensor<Element: DrawableScalar>(
    of part: Shown, _ mode: Mode, _ made: Regularized<Element>,
    _ facts: [(key: String, value: String)]
  ) -> NamedTensor? {
    let source: any Source<Element>
    switch part {
    case .input: return nil
    case .mask: source = made.mask
    case .noise: source = made.noise
    case .output: source = made.output
    }
    let isPlain = shown == [.output]
    return NamedTensor(
      isPlain ? mode.name : "\(mode.name).\(part.rawValue)",
      heading: isPlain ? mode.heading : "\(mode.heading): \(part.rawValue)",
      properties: {
        [("mode", JSON.string(mode.name))]
          + (isPlain ? [] : [("show", JSON.string(part.rawValue))]) + facts
      }, source)
  }
}

/// Where the generator stood before a step and after it, in JSON; no numbers for keys.
func positionFacts(_ before: UInt128?, _ after: UInt128?) -> [(key: String, value: String)] {
  [("position_before", before), ("position_after", after)].map { name, words in
    (name, words.map { "\($0)" } ?? "null")
  }
}
