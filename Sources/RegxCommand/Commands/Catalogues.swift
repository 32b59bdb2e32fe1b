// regx modes and regx engines: what there is to choose from.

import CommandTable
import RandomStreams
import Regularization
import TensorFormats

extension Subcommand {
  static let modes = Subcommand(
    command: Command(
      "modes", summary: "List the modes; with a name, or --long, tell all about them",
      examples: [
        Example("regx modes", shows: "Every mode, one line each"),
        Example("regx modes drop-path:bernoulli", shows: "Formula, draws, edge cases and source"),
      ],
      groups: [FlagGroup("What is told", [.long])],
      operands: [
        Operand(
          "MODE", help: "The mode to tell about", count: .optional,
          values: .one(of: { Mode.catalogue.map { Choice($0.name, $0.summary) } })
        ) { (_, name) throws(ValueError) in
          guard Mode.named(name) != nil else { throw .noChoice(name) }
        }
      ]),
    run: { invocation, console in
      try write(
        Mode.catalogue.map { ($0.name, $0.summary, $0.facts) }, for: invocation, to: console)
    })

  static let engines = Subcommand(
    command: Command(
      "engines", summary: "List the engines; with a name, or --long, tell all about them",
      examples: [
        Example("regx engines", shows: "Every engine, one line each"),
        Example("regx engines torch-mkl", shows: "The versions and processors it stands for"),
      ],
      groups: [FlagGroup("What is told", [.long])],
      operands: [
        Operand(
          "ENGINE", help: "The engine to tell about", count: .optional,
          values: .one(of: { Engine.catalogue.map { Choice($0.name, $0.summary) } })
        ) { (_, name) throws(ValueError) in
          guard Engine.named(name) != nil else { throw .noChoice(name) }
        }
      ]),
    run: { invocation, console in
      try write(
        Engine.catalogue.map { ($0.name, $0.summary, $0.facts) }, for: invocation, to: console)
    })

  /// Writes the rows: one line each, or all facts of one or of each.
  private static func write(
    _ rows: [(name: String, summary: String, facts: [(String, String)])],
    for invocation: Invocation<Options>, to console: Console
  ) throws {
    var writer = ByteWriter(to: console.out)
    let named = invocation.operands.first
    let width = (rows.map(\.name.count).max() ?? 0) + 2
    for row in rows where named == nil || row.name == named {
      guard named != nil || invocation.options.long else {
        try writer.write(row.name + pad(row.name, to: width) + row.summary + "\n")
        continue
      }
      try writer.write("\(row.name)\n")
      for (key, value) in [("what", row.summary)] + row.facts where !value.isEmpty {
        try writer.write("  \(key)\(pad(key, to: 10))\(value)\n")
      }
    }
    try writer.flush()
  }

  private static func pad(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count))
  }
}

extension Mode {
  /// What there is to know, a name and a text each.
  fileprivate var facts: [(String, String)] {
    let engines = Engine.catalogue.filter { frameworks.contains($0.framework) && $0.sameAs == nil }
      .map(\.name)
    let flags = parameters.map { "--\($0.rawValue)" }.sorted()
    let others = Framework.allCases.compactMap { framework -> (String, String)? in
      guard let other = elsewhere[framework] else { return nil }
      return ("on \(framework.rawValue)", other.name == name ? other.summary : other.name)
    }
    return [
      ("formula", formula), ("noise", noise), ("edges", edges),
      ("flags", flags.joined(separator: " ")), ("engines", engines.joined(separator: ", ")),
      ("source", source),
    ] + others
  }
}

extension Engine {
  /// What there is to know, a name and a text each.
  fileprivate var facts: [(String, String)] {
    [
      ("same as", sameAs ?? ""),
      ("rules", sameAs.flatMap(Engine.named)?.differences ?? differences),
    ]
  }
}
