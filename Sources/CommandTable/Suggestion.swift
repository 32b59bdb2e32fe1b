// Near misses: what a mistyped word was probably meant to be.
// SPDX-License-Identifier: Apache-2.0

/// A way to write a name: the name itself, or a synonym of it.
struct Spelling {
  let text: String
  let name: String

  init(_ text: String, of name: String) {
    self.text = text
    self.name = name
  }
}

/// The name that `word` was probably meant to be: what it abbreviates, or the nearest spelling.
func nearMiss(of word: String, among spellings: [Spelling]) -> String? {
  if word.utf8.count > 1 {
    let longer = Set(spellings.filter { $0.text.hasPrefix(word) }.map(\.name))
    if longer.count == 1, let name = longer.first, mayMean(word, name) { return name }
  }
  return suggestion(for: word, among: spellings)
}

/// The name whose spelling is nearest to `word`, if it is near enough to be what was meant.
///
/// Near enough is a third of the word's length in edits (an insertion, deletion, substitution or
/// swap of neighbours), at least one; case makes no difference. The first of equally near
/// spellings is taken, and never one that would mean something else (`mayMean`).
func suggestion(for word: String, among spellings: [Spelling]) -> String? {
  // What is longer than any spelling by more than the limit needs no table of its edits.
  let letters = Array(word.lowercased())
  let limit = max(1, letters.count / 3)
  var best: (name: String, distance: Int)?
  for spelling in spellings {
    let others = Array(spelling.text.lowercased())
    guard !others.isEmpty, abs(letters.count - others.count) <= limit,
      mayMean(word, spelling.text), mayMean(word, spelling.name)
    else { continue }
    let distance = editDistance(letters, others)
    if distance <= limit, distance < best?.distance ?? .max { best = (spelling.name, distance) }
  }
  return best?.name
}

/// Whether `name` may be suggested to whoever typed `word`: following the suggestion must not give
/// the opposite, another number or version, or what was typed already.
func mayMean(_ word: String, _ name: String) -> Bool {
  if word == name { return false }
  let (word, name) = (word.lowercased(), name.lowercased())
  let digits = word.filter(\.isNumber)
  if !digits.isEmpty, digits != name.filter(\.isNumber) { return false }
  return !areOpposite(word, name) && !areOpposite(name, word)
}

private func areOpposite(_ a: String, _ b: String) -> Bool {
  // `nowhistle` may mean `no-whistle`, `whistle` may not.
  if a.utf8.starts(with: "no-".utf8), b.first != "n" { return true }
  return a.holds("drop") && b.holds("keep") && !a.holds("keep") && !b.holds("drop")
}

extension String {
  /// Whether `part` stands in it; the standard library's search would bring the runtime of regular
  /// expressions into the program.
  fileprivate func holds(_ part: String) -> Bool {
    utf8.indices.contains { utf8[$0...].starts(with: part.utf8) }
  }
}

/// The edits that turn `a` into `b`, with a swap of neighbours counted as one.
func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        cost = min(cost, beforeLast[j - 1] + 1)
      }
      row.append(cost)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
