// Which modes a command applies, and how.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Regularization

/// Modes of one framework, with their parameters.
struct ModeRequest: Sendable {
  let modes: [Mode]
  let arguments: ModeArguments

  /// - Parameter modes: By default those of the line.
  /// - Throws: for a probability that is said both ways, a mode that the engine does not have, and a
  ///   flag that none of the modes knows: it would be ignored in silence.
  init(_ line: RawLine, modes: [Mode]? = nil, on engine: Engine) throws {
    arguments = try line.modeArguments
    self.modes = (modes ?? line.options.mode.modes).map { $0.on(engine.framework) }
    for mode in self.modes where !mode.frameworks.contains(engine.framework) {
      let engines = Engine.catalogue
        .filter { mode.frameworks.contains($0.framework) && $0.sameAs == nil }.map(\.name)
      throw Failure(
        "--mode '\(mode.name)': not on engine '\(engine.name)'; it is on"
          + " \(engines.joined(separator: ", "))")
    }
    for parameter in line.givenFlags.sorted().compactMap(ModeParameter.init(rawValue:))
    where !self.modes.contains(where: { $0.parameters.contains(parameter) }) {
      let names = self.modes.map { "'\($0.name)'" }.joined(separator: ", ")
      let knowing = Mode.catalogue.filter { $0.parameters.contains(parameter) }.map(\.name)
      throw Failure(
        "--\(parameter.rawValue): means nothing to \(names); it is for"
          + " \(knowing.joined(separator: ", "))")
    }
  }
}

extension Invocation where Options == RawFlags {
  /// The parameters of the modes.
  ///
  /// - Throws: for a probability that is said both ways.
  var modeArguments: ModeArguments {
    get throws {
      if isGiven("p"), isGiven("keep-prob") {
        throw error("--keep-prob: is --p said the other way; give one of them")
      }
      return options.mode.arguments
    }
  }
}
