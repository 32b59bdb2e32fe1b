// The commands that can be drawn, and how a line of one becomes a picture.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Pictures

/// A command that can be drawn.
struct Drawing: Sendable {
  /// Its name.
  let command: String
  /// What is drawn of it: one phrase without a period.
  let summary: String
  /// Whether `--at` means something to it.
  var hasPlanes = false
  /// Checks a line of it as a whole, and returns what draws it; the plane is what `--at` says.
  let picture: @Sendable (_ line: RawLine, _ plane: [Int]?) throws -> (Console) throws -> Picture

  /// Every drawing, in the order of help.
  static let all: [Drawing] = [
    .compare, .apply, .sample, .stats, .sweep, .schedule, .network, .diff, .identify,
  ]

  /// The flags of a line that are for its own output, which is not made.
  private static let idleFlags: Set<String> = [
    "format", "output", "slice", "shard", "into", "side-by-side", "precision", "threshold",
    "edgeitems", "linewidth", "sci-mode", "print-profile", "repr", "runs",
    "rtol", "atol", "close", "equal-nan",
  ]

  /// The picture of the line after `show`.
  static func picture(_ show: RawLine) throws -> (Console) throws -> Picture {
    let name = show.operands[0]
    let line = try Program.regx.line(show.operands, of: all.map(\.command), lacks: "picture")
    guard let drawing = all.first(where: { $0.command == line.command }) else {
      preconditionFailure("a line of a command that is drawn")
    }
    if let flag = line.givenFlags.first(where: { ["output", "color"].contains($0) }) {
      throw Failure(
        "--\(flag): stands before '\(name)': regx show --\(flag) ... \(name) ...")
    }
    if let flag = line.givenFlags.first(where: idleFlags.contains) {
      throw Failure("--\(flag): is for what '\(name)' prints; a picture has none of it")
    }
    if show.isGiven("at"), !drawing.hasPlanes {
      let names = all.filter(\.hasPlanes).map(\.command).joined(separator: ", ")
      throw Failure("--at: means nothing to '\(name)'; it is for \(names)")
    }
    return try drawing.picture(line, show.options.drawing.plane)
  }
}

/// Text for pictures: lists and plurals.
enum Words {
  /// `1 of 3 samples`.
  static func share(_ count: Int, of all: Int, _ unit: String) -> String {
    "\(NumberText.count(count)) of \(NumberText.count(all)) \(unit)\(all == 1 ? "" : "s")"
  }

  /// `a`, `a and b`, `a, b and c`.
  static func list(_ words: [String]) -> String {
    guard words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
  }

  /// `shape 3,2,2,2`.
  static func shape(_ extents: [Int]) -> String {
    "shape " + (extents.isEmpty ? "scalar" : extents.map(String.init).joined(separator: ","))
  }

  /// What a command line set that is not the default: engine and input.
  static func setting(
    _ engine: EngineRequest, input: Input = .rand, training: Bool = true
  ) -> [String] {
    var phrases = ["seed \(engine.seed.text)"]
    if engine.engine.name != Engine.torch.name { phrases.append("engine \(engine.engine.name)") }
    if input != .rand {
      phrases.append("input \(input.isMade ? input.description : quoted(input.description))")
    }
    if !training { phrases.append("evaluation") }
    return phrases
  }
}
