// A made-up program that has one of everything: what the tests run the table on.
// SPDX-License-Identifier: Apache-2.0

import CommandTable

struct KettleOptions: Equatable, Sendable {
  var degrees: Double? = 96.5
  var litres = 1
  var tea: [String] = ["green"]
  var whistle = true
  var power = "mains"
  var note: String?
  var log: String?
  var words: [String] = []
}

private let teas = [
  Choice("green", "Leaves, unoxidized", also: ["camellia"]),
  Choice("black", "Leaves, oxidized", also: ["camellia", "English Breakfast"]),
  Choice("black:smoked", "Dried over a fire of pine"),
  Choice("mint", also: ["peppermint"], after: ["herb.", "Mentha."]),
]

private func litres(_ text: String) throws(ValueError) -> Int {
  guard let litres = Int(text), 0...2 ~= litres else { throw ValueError("must be between 0 and 2") }
  return litres
}

private let tea = Flag<KettleOptions>(
  "tea", short: "t", metavar: "TEA", help: "What to brew",
  details: """
    Several teas are brewed one after the other, in the same water.

        green   80 degrees
        black   96 degrees
    """,
  listOf: { teas }, in: \.tea, named: { name in teas.contains { $0.name == name } ? name : nil }
).also("infusion", "hot-drink")

private let power = Flag<KettleOptions>(
  "power", metavar: "SOURCE", help: "Where the power comes from",
  oneOf: { [Choice("mains"), Choice("battery"), Choice("sun")] }, in: \.power,
  named: { ["mains", "battery", "sun"].contains($0) ? $0 : nil })

private let boil = Command<KettleOptions>(
  "boil", summary: "Heat water",
  description: "It heats water. It isn't fast\\slow: it takes what it takes.",
  examples: [
    Example("kettle boil --litres 2 -t green,mint", shows: "Two litres for two teas"),
    Example("kettle boil --log=- 'a cup' | grep 'done' > notes", shows: "The log, searched"),
    Example("kettle boil --no-whistle", shows: "Water, quietly"),
  ],
  groups: [
    FlagGroup(
      "Water",
      [
        Flag(
          "litres", short: "l", metavar: "N", help: "How much", in: \.litres, parse: litres),
        Flag(
          "degrees", metavar: "CELSIUS", help: "How hot it gets", in: \.degrees,
          parse: { (text) throws(ValueError) in
            guard let degrees = Double(text) else { throw ValueError("must be a number") }
            return degrees
          }),
        tea,
      ]),
    FlagGroup(
      "Kettle",
      [
        power,
        Flag("no-whistle", help: "Be quiet", turns: \.whistle, to: false),
        Flag(
          "log", short: "o", metavar: "FILE", help: "Write there what happened", values: .file,
          in: \.log, parse: { $0 }
        ).single,
      ]),
  ],
  operands: [
    Operand(
      "CUP", help: "What to pour it in", count: .any, values: .file,
      parse: { $0.words.append($1) })
  ])

private let pour = Command<KettleOptions>(
  "pour", summary: "Pour what was boiled",
  groups: [
    FlagGroup(
      "Water",
      [
        tea, power,
        Flag("slowly", help: "Don't spill", set: { $0.note = "slowly" }),
        Flag(
          "from", metavar: "SPOUT", help: "Where it comes out",
          values: .fileOrOne(of: { [Choice("spout", "The usual"), Choice("lid", "A mistake")] }),
          in: \.note, parse: { $0 }),
      ])
  ],
  operands: [
    Operand(
      "VESSEL", help: "What to pour it in",
      values: .one(of: { [Choice("cup", "With a handle"), Choice("bowl", "Without")] }),
      parse: { (options, word) throws(ValueError) in
        guard ["cup", "bowl"].contains(word) else { throw .noChoice(word) }
        options.words.append(word)
      }),
    Operand("SAUCER", help: "What to put below", count: .optional, values: .file),
  ],
  defaults: { $0.tea = ["black", "mint"] })

private let steep = Command<KettleOptions>(
  "steep", summary: "Make tea of what was boiled",
  groups: [FlagGroup("Tea", [tea]), FlagGroup("Kettle", folded: true, [power])],
  operands: [Operand("TEA", help: "Teas, as --tea takes them", count: .any, for: tea)])

let kettle = Program<KettleOptions>(
  "kettle", version: "1.2", date: "2026-01-31", summary: "Boil water, exactly",
  description: """
    The kettle boils water and says how it went. It never boils \
    more than it was asked to, and it stops by itself.

    .Every tea has its own temperature – see the packet.
    """,
  examples: [Example("kettle boil --degrees 80", shows: "Water for green tea")],
  commands: [boil, pour, steep], shorthand: "steep",
  globalFlags: [
    Flag("note", metavar: "TEXT", help: "Say it in the log", in: \.note, parse: { $0 })
  ],
  sections: [Section("Exit status", "0 when it boiled, 2 when it did not.")],
  defaults: KettleOptions())
