// Flags bound to a property of the options, so that help shows the default that is in force.
// SPDX-License-Identifier: Apache-2.0

extension Flag {
  /// A switch that makes a property `true`, or `value`.
  public init(
    _ name: String, short: Character? = nil, help: String, details: String? = nil,
    turns property: any WritableKeyPath<Options, Bool> & Sendable,
    to value: Bool = true
  ) {
    self.init(
      name, short: short, help: help, details: details, set: { $0[keyPath: property] = value })
  }

  /// A flag whose value, parsed, goes into a property.
  ///
  /// - Parameter shown: The default's text in help; by default the value's description, and
  ///   nothing for an optional property that is `nil`.
  public init<Value>(
    _ name: String, short: Character? = nil, metavar: String, help: String,
    details: String? = nil, values: Values = .any,
    in property: any WritableKeyPath<Options, Value> & Sendable,
    shown: @escaping @Sendable (Value) -> String? = { Flag.text(of: $0) },
    parse: @escaping @Sendable (String) throws(ValueError) -> Value
  ) {
    self.init(
      name, short: short, metavar: metavar, help: help, details: details, values: values,
      default: { shown($0[keyPath: property]) },
      parse: { (options, text) throws(ValueError) in
        options[keyPath: property] = try parse(text)
      })
  }

  /// A flag that takes one of the choices, into a property that is `nil` without it.
  ///
  /// Apart from the flag below: there an unknown name, `nil`, would pass for a value of `nil`.
  public init<Value>(
    _ name: String, short: Character? = nil, metavar: String, help: String,
    details: String? = nil, oneOf choices: @escaping @Sendable () -> [Choice],
    in property: any WritableKeyPath<Options, Value?> & Sendable,
    shown: @escaping @Sendable (Value?) -> String? = { Flag.text(of: $0) },
    named: @escaping @Sendable (String) -> Value?
  ) {
    self.init(
      name, short: short, metavar: metavar, help: help, details: details,
      values: .one(of: choices), in: property, shown: shown,
      parse: { (text) throws(ValueError) in
        try Values.one(of: choices).choice(text, named)
      })
  }

  /// A flag that takes one of the choices; `named` knows them by name.
  @_disfavoredOverload
  public init<Value>(
    _ name: String, short: Character? = nil, metavar: String, help: String,
    details: String? = nil, oneOf choices: @escaping @Sendable () -> [Choice],
    in property: any WritableKeyPath<Options, Value> & Sendable,
    shown: @escaping @Sendable (Value) -> String? = { Flag.text(of: $0) },
    named: @escaping @Sendable (String) -> Value?
  ) {
    self.init(
      name, short: short, metavar: metavar, help: help, details: details,
      values: .one(of: choices), in: property, shown: shown,
      parse: { (text) throws(ValueError) in
        try Values.one(of: choices).choice(text, named)
      })
  }

  /// A flag that takes one or more of the choices, separated by commas.
  public init<Value>(
    _ name: String, short: Character? = nil, metavar: String, help: String,
    details: String? = nil, listOf choices: @escaping @Sendable () -> [Choice],
    in property: any WritableKeyPath<Options, [Value]> & Sendable,
    shown: @escaping @Sendable (Value) -> String? = { Flag.text(of: $0) },
    named: @escaping @Sendable (String) -> Value?
  ) {
    self.init(
      name, short: short, metavar: metavar, help: help, details: details,
      listOf: Values.list(of: choices), in: property, shown: shown, named: named)
  }

  /// A flag that takes one or more of what `values` has, separated by commas.
  public init<Value>(
    _ name: String, short: Character? = nil, metavar: String, help: String,
    details: String? = nil, listOf values: Values,
    in property: any WritableKeyPath<Options, [Value]> & Sendable,
    shown: @escaping @Sendable (Value) -> String? = { Flag.text(of: $0) },
    named: @escaping @Sendable (String) -> Value?
  ) {
    self.init(
      name, short: short, metavar: metavar, help: help, details: details,
      values: values.listed, in: property,
      shown: { $0.isEmpty ? nil : $0.compactMap(shown).joined(separator: ",") },
      parse: { (text) throws(ValueError) in
        var items: [Value] = []
        for item in text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        {
          items.append(try values.choice(String(Substring(item)), named))
        }
        return items
      })
  }

  /// A flag that takes one of the cases of a type, under their raw values.
  public init<Value: CaseIterable & RawRepresentable<String> & Sendable>(
    _ name: String, metavar: String, help: String, details: String? = nil,
    caseIn property: any WritableKeyPath<Options, Value> & Sendable,
    explained: @escaping @Sendable (Value) -> String = { _ in "" }
  ) {
    self.init(
      name, metavar: metavar, help: help, details: details,
      oneOf: { Value.allCases.map { Choice($0.rawValue, explained($0)) } }, in: property,
      shown: { $0.rawValue }, named: { Value(rawValue: $0) })
  }

  /// A flag that takes one or more of the cases of a type, under their raw values, separated by
  /// commas.
  public init<Value: CaseIterable & RawRepresentable<String> & Sendable>(
    _ name: String, metavar: String, help: String, details: String? = nil,
    casesIn property: any WritableKeyPath<Options, [Value]> & Sendable,
    explained: @escaping @Sendable (Value) -> String
  ) {
    self.init(
      name, metavar: metavar, help: help, details: details,
      listOf: { Value.allCases.map { Choice($0.rawValue, explained($0)) } }, in: property,
      shown: { $0.rawValue }, named: { Value(rawValue: $0) })
  }

  /// The description of `value`, of what is in it if it is an optional, `nil` if nothing is.
  public static func text<Value>(of value: Value) -> String? {
    guard let optional = value as? any OptionalValue else { return "\(value)" }
    return optional.content.map { "\($0)" }
  }
}

extension Values {
  /// The value of the choice that `word` stands for; `named` knows them by name.
  public func choice<Value>(
    _ word: String, _ named: (String) -> Value?
  ) throws(ValueError) -> Value {
    if let value = named(word) { return value }
    guard let value = named(try name(for: word)) else { throw .noChoice(word) }
    return value
  }
}

private protocol OptionalValue { var content: Any? { get } }
extension Optional: OptionalValue { fileprivate var content: Any? { map { $0 } } }
