// Near misses: what a mistyped word was probably meant to be.

/// The candidate nearest to `word`, if it is near enough to be what was meant.
///
/// Near enough is a third of the word's length in edits (an insertion, deletion, substitution or
/// swap of neighbours), at least one; case makes no difference. The first of equally near
/// candidates is taken.
public func suggestion(for word: String, among candidates: [String]) -> String? {
  // What is longer than any candidate by more than the limit needs no table of its edits.
  let word = Array(word.lowercased())
  let limit = max(1, word.count / 3)
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    let letters = Array(candidate.lowercased())
    guard !letters.isEmpty, abs(word.count - letters.count) <= limit else { continue }
    let distance = editDistance(word, letters)
    if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.candidate
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
