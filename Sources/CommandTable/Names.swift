// Names as people have them: which choice a typed word stands for.
// SPDX-License-Identifier: Apache-2.0

/// A name without what its spellings differ in: `Drop_Path`, `drop path` and `droppath` are one.
func bareName(_ name: some StringProtocol) -> String {
  String(name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " })
}

extension Choice {
  /// Whether a bare name is this choice's own, `nn.` and the like in front of it or not.
  fileprivate func isNamed(_ bare: String) -> Bool {
    bareName(name) == bare || bareName(name) == withoutPrefixes(bare)
  }

  /// Whether a bare name is one of the synonyms, `nn.` and the like in front of it or not.
  fileprivate func hasSynonym(_ bare: String) -> Bool {
    let short = withoutPrefixes(bare)
    return synonyms.contains { bareName($0) == bare || bareName($0) == short }
  }

  private func withoutPrefixes(_ bare: String) -> String {
    var rest = bare[...]
    while let prefix = prefixes.first(where: { rest.hasPrefix($0.lowercased()) }) {
      rest = rest.dropFirst(prefix.count)
    }
    return String(rest)
  }
}

extension Values {
  /// The choices that `word` may stand for: the one of this name, else those with this synonym.
  public func choices(called word: String) -> [Choice] {
    let all = choices()
    if let exact = all.first(where: { $0.name == word }) { return [exact] }
    let bare = bareName(word)
    if bare.isEmpty { return [] }
    let named = all.filter { $0.isNamed(bare) }
    return named.isEmpty ? all.filter { $0.hasSynonym(bare) } : named
  }

  /// The synonyms that stand for this choice and no other: what is accepted, for help.
  public func synonyms(of choice: Choice) -> [String] {
    choice.synonyms.filter { choices(called: $0).count == 1 }
  }

  /// What a choice stands for and what else it is called; empty if its name says it all.
  func explanation(of choice: Choice) -> String {
    let synonyms = synonyms(of: choice)
    let also = synonyms.isEmpty ? "" : "also \(synonyms.joined(separator: ", "))"
    if choice.summary.isEmpty || also.isEmpty { return choice.summary + also }
    return "\(choice.summary) (\(also))"
  }

  /// The name of the choice that `word` stands for.
  ///
  /// - Throws: `.noChoice` if it stands for none, or could stand for several.
  public func name(for word: String) throws(ValueError) -> String {
    let called = choices(called: word)
    if called.count == 1 { return called[0].name }
    if called.isEmpty, let name = try understood(word) { return name }
    throw .noChoice(word)
  }

  /// Whether `word` was probably meant to be one of the choices.
  public func means(_ word: String) -> Bool { guess(for: word) != nil }

  /// What to type instead of `word`, which stands for no choice or for several.
  func remedy(for word: String) -> String {
    guess(for: word)
      ?? "must be one of \(list(choices().map(\.name), nearTo: word))"
      + (takesFiles ? " or a file" : "")
  }

  /// What `word` was probably meant to be, as a question; `nil` if nothing is near.
  func guess(for word: String) -> String? {
    let called = choices(called: word).filter { $0.name != word }
    if !called.isEmpty {
      // Several go by this name: each with what it is.
      let offers = called.map { choice in
        called.count == 1 || choice.summary.isEmpty
          ? quoted(choice.name) : "\(quoted(choice.name)) (\(choice.summary))"
      }
      return "did you mean \(offers.joined(separator: " or "))?"
    }
    let all = choices()
    let spellings =
      all.map { Spelling($0.name, of: $0.name) }
      + all.flatMap { choice in choice.synonyms.map { Spelling($0, of: choice.name) } }
    return nearMiss(of: word, among: spellings).map { "did you mean '\($0)'?" }
  }

  /// The names, or where they are many those near `word`, else the first, and where to find all.
  private func list(_ names: [String], nearTo word: String) -> String {
    let whole = names.joined(separator: ", ")
    guard let catalogue, whole.count > 100 else { return whole }
    let letters = Array(word.lowercased().prefix(40))
    let near = names.filter {
      mayMean(word, $0) && editDistance(letters, Array($0)) <= letters.count / 2
    }
    let some = near.count < 2 ? names : near
    return "\(some.prefix(5).joined(separator: ", ")), ...; \(catalogue) lists all"
  }
}
