// regx modes and regx engines: what there is to choose from.

import CommandTable
import RandomStreams
import Regularization

extension Subcommand {
  static let modes = Subcommand(
    command: Command(
      "modes", summary: "List the modes; with a name, or --long, tell all about them",
      examples: [
        Example("regx modes", shows: "Every mode, one line each"),
        Example("regx modes drop-path:bernoulli", shows: "Formula, draws, edge cases and source"),
        Example("regx modes --format json", shows: "All of it, for a program"),
      ],
      groups: [FlagGroup("What is told", [.long, .catalogueFormat])],
      operands: [
        Operand("MODE", help: "The mode to tell about", count: .optional, values: Mode.values) {
          (options, word) throws(ValueError) in
          options.modes = [try Mode.meant(by: word)]
        }
      ]),
    run: { invocation, console in
      let options = invocation.options
      let modes = options.modes.isEmpty ? Mode.catalogue : options.modes
      try Catalogue(command: "modes", rows: modes.map(\.row))
        .write(options, isDetailed: !options.modes.isEmpty, to: console)
    })

  static let engines = Subcommand(
    command: Command(
      "engines", summary: "List the engines; with a name, or --long, tell all about them",
      description: "Which one is yours? This line prints what decides it, and --for takes what it"
        + " prints:\n\n"
        + "  python3 -c \"import torch, platform; print(torch.__version__,\n"
        + "    f'mkl={torch.backends.mkl.is_available()}', platform.machine())\"\n\n"
        + "For PyTorch 1.13 add Intel or AMD, the processor's maker.",
      examples: [
        Example("regx engines", shows: "Every engine, one line each"),
        Example("regx engines torch-mkl", shows: "The versions and processors it stands for"),
        Example(
          "regx engines --for '2.6.0+cpu mkl=True x86_64'", shows: "The engine of that build"),
      ],
      groups: [FlagGroup("What is told", [.long, .build, .catalogueFormat])],
      operands: [
        Operand("ENGINE", help: "The engine to tell about", count: .optional, values: Engine.values)
        { (options, word) throws(ValueError) in
          options.engine = try Engine.meant(by: word)
        }
      ]),
    run: { invocation, console in
      let options = invocation.options
      var rows = Engine.catalogue.map { $0.row() }
      if let name = invocation.operands.first {
        if options.build != nil {
          throw Program.regx.usageError(
            "ENGINE \(quoted(name)): --for finds it; give one of them", in: invocation)
        }
        rows = [options.engine.row()]
      } else if let build = options.build {
        rows = build.matches.map { $0.engine.row(note: $0.note) }
      }
      try Catalogue(command: "engines", rows: rows)
        .write(
          options, isDetailed: !invocation.operands.isEmpty || options.build != nil, to: console)
    })
}

extension Flag where Options == RegxOptions {
  static let build = RegxFlag(
    "for", metavar: "BUILD", help: "The engine of a build: version, MKL, machine",
    details: "What the line of Python above prints, or a part of it.", in: \.build,
    shown: { _ in nil }
  ) { (text) throws(ValueError) in
    try FrameworkBuild(text)
  }

  static let catalogueFormat = RegxFlag(
    "format", metavar: "FORMAT", help: "How it is written",
    oneOf: { CatalogueFormat.allCases.map { Choice($0.rawValue, $0.summary) } },
    in: \.catalogueFormat, shown: { $0.rawValue }, named: CatalogueFormat.init(rawValue:))
}

extension Mode {
  /// What there is to know.
  fileprivate var row: Catalogue.Row {
    let engines = Engine.catalogue.filter { frameworks.contains($0.framework) && $0.sameAs == nil }
      .map(\.name)
    let flags = parameters.map { "--\($0.rawValue)" }.sorted()
    let others = Framework.allCases.compactMap { framework -> Fact? in
      guard let other = elsewhere[framework] else { return nil }
      let text = other.name == name ? other.summary : other.name
      let key = String(framework.rawValue.map { $0 == "-" ? "_" : $0 })
      return Fact("on \(framework.rawValue)", "on_\(key)", .text(text))
    }
    return Catalogue.Row(
      name: name, summary: summary,
      facts: [
        Fact("also", "synonyms", .list(Mode.values.synonyms(of: choice))),
        Fact(nil, "heading", .text(heading)),
        Fact("formula", .text(formula)), Fact("noise", "draws", .text(noise)),
        Fact("edges", .text(edges)), Fact("flags", .words(flags)),
        Fact("engines", .list(engines)), Fact("source", .text(source)),
      ] + others)
  }
}

extension Engine {
  /// What there is to know; `note` is about one machine.
  fileprivate func row(note: String = "") -> Catalogue.Row {
    let rules = sameAs.flatMap(Engine.named)?.differences ?? differences
    return Catalogue.Row(
      name: name, summary: summary,
      facts: [
        Fact("also", "synonyms", .list(Engine.values.synonyms(of: choice))),
        Fact(nil, "framework", .text(framework.rawValue)), Fact("versions", .list(versions)),
        Fact("same as", "same_as", .optional(sameAs)), Fact("rules", "differences", .text(rules)),
      ] + (note.isEmpty ? [] : [Fact("note", .text(note))]))
  }
}
