// The answer of `identify`, for people and for programs.
// SPDX-License-Identifier: Apache-2.0

import Identification
import Regularization
import TensorCore
import TensorFormats

/// An answer with the command lines that reproduce it.
struct IdentifyReport {
  private let asked: IdentifyQuestion
  private let answer: Explanation

  init(_ asked: IdentifyQuestion, _ answer: Explanation) {
    self.asked = asked
    self.answer = answer
  }

  /// The command line of the best candidate.
  var firstCommand: String? { answer.candidates.first.flatMap(command) }

  /// The command line that makes Y; `nil` where no draws were found.
  private func command(_ candidate: Explained) -> String? {
    guard let engine = candidate.engine, let seed = candidate.seed else { return nil }
    let shape = asked.question.output.source.shape
    var words = ["regx", "apply", "--mode", candidate.mode]
    if let p = candidate.p { words += ["--p", shortest(p)] }
    words += ["--engine", engine, "--seed", "\(seed)"]
    if !candidate.flags.isEmpty { words.append(candidate.flags) }
    if let position = candidate.position, position > 0 {
      words +=
        candidate.countsCalls
        ? ["--call", "\(position)"] : ["--after", "'words \(position)'"]
    }
    if let gap = candidate.gap, gap > 0 { words += ["--skip", "\(gap)"] }
    switch asked.question.input {
    case .tensor: words += ["--input", shellQuoted(asked.request.input ?? "-")]
    case .unknown: words += ["--input", "ones", "--shape", "\(shape)", "--show", "mask"]
    case .ones, .arange, .rand, .randn:
      words += ["--input", asked.request.input ?? "ones", "--shape", "\(shape)"]
    }
    let dtype = asked.question.output.source.dtype
    if dtype.kind == .floating,
      dtype != .float32 || engine.hasPrefix("numpy") || isConverted(to: dtype, candidate)
    {
      words += ["--dtype", dtype.rawValue]
    }
    return words.joined(separator: " ")
  }

  /// Whether X itself was taken in this other type: no mode widens it.
  private func isConverted(to dtype: DType, _ candidate: Explained) -> Bool {
    guard case .tensor(let x) = asked.question.input, x.source.dtype.kind == .floating,
      x.source.dtype != dtype
    else { return false }
    let mode = asked.question.candidates.first { $0.name == candidate.mode }
    return mode?.make(0.5).promotion(of: x.source.dtype)?.dtype != dtype
  }

  private func shellQuoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "/"),
        UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ","):
        true
      default: false
      }
    }
    if isPlain { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }

  // MARK: For people

  var text: String {
    var lines = ["\(answer.verdict.rawValue): \(answer.because)"]
    if let granularity = answer.granularity { lines.append("dropped by  \(granularity.rawValue)") }
    if let dropped = answer.dropped {
      lines.append(
        "dropped     \(dropped.count) of \(dropped.of), \(percent(dropped.fraction))")
    }
    if let p = answer.p {
      var parts: [String] = []
      if let scale = p.fromScale { parts.append("\(shortest(scale)) from the scale") }
      if let zeros = p.fromZeros {
        parts.append("\(fixed(zeros.low)) to \(fixed(zeros.high)) from the zeros")
      }
      if p.agree == false { parts.append("which do not agree") }
      if !parts.isEmpty { lines.append("p           " + parts.joined(separator: ", ")) }
    }
    if let rule = answer.rule {
      let order = answer.order.map { ", rounded in the \($0.rawValue)" } ?? ""
      lines.append("rule        \(rule.rawValue)\(order)")
    }
    for candidate in answer.candidates { lines += self.lines(candidate) }
    let searched = answer.searched
    if !searched.engines.isEmpty || !searched.notSearched.isEmpty { lines.append("") }
    if !searched.engines.isEmpty {
      lines.append(
        "searched    \(searched.engines.joined(separator: ", ")); seeds"
          + " \(asked.request.flags.seedText); positions \(searched.positions)"
          + (searched.isCancelled ? "; interrupted before the end" : ""))
    }
    lines += reasons.map {
      "not searched: \($0.engines.joined(separator: ", ")), because \($0.because.words)"
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Why engines were not searched, those with one reason together.
  private var reasons: [(because: Obstacle, engines: [String])] {
    var reasons: [(because: Obstacle, engines: [String])] = []
    for left in answer.searched.notSearched {
      if let number = reasons.firstIndex(where: { $0.because == left.because }) {
        reasons[number].engines.append(left.engine)
      } else {
        reasons.append((left.because, [left.engine]))
      }
    }
    return reasons
  }

  private func lines(_ candidate: Explained) -> [String] {
    var lines = [
      "", "mode        \(candidate.mode)" + (candidate.p.map { ", p \(shortest($0))" } ?? ""),
    ]
    if let engine = candidate.engine, let seed = candidate.seed {
      let others = candidate.engines.filter { $0 != engine }
      lines.append(
        "engine      \(engine)"
          + (others.isEmpty ? "" : ", and so \(listed(others, of: others.count))"))
      var place = "seed        \(seed)"
      if let position = candidate.position {
        place += ", after \(position) \(candidate.countsCalls ? "calls" : "words")"
      }
      if let gap = candidate.gap, gap > 0 { place += " and \(gap) between" }
      lines.append(place)
    } else if let engine = candidate.engine {
      lines.append("engine      \(engine), seed unknown")
    } else {
      lines.append("engine      no searched draws make Y")
    }
    var agreement = "agrees      \(candidate.agree) of \(candidate.of) draws"
    if let bits = candidate.bits {
      agreement += ", worth \(CNotation.fixed.text(bits, precision: 1)) bits"
    }
    if let chance = candidate.falseMatch, chance < 1e-12 {
      agreement += "; chance alone would give none"
    } else if let chance = candidate.falseMatch {
      agreement +=
        "; chance alone would give \(shortest(Double(significant(chance)) ?? chance)) such matches"
    }
    lines.append(agreement)
    if let command = command(candidate) { lines.append(command) }
    return lines
  }

  /// Two significant digits.
  private func significant(_ value: Double) -> String {
    CNotation.scientific.text(value, precision: 1)
  }

  private func percent(_ share: Double) -> String {
    CNotation.fixed.text(100 * share, precision: 1) + " %"
  }

  private func fixed(_ value: Double) -> String { CNotation.fixed.text(value, precision: 4) }

  // MARK: For programs

  var json: String {
    let dropped = answer.dropped.map {
      "{\"count\": \($0.count), \"of\": \($0.of), \"fraction\": \(shortest($0.fraction))}"
    }
    let p = answer.p.map { p in
      let zeros = p.fromZeros.map {
        "{\"low\": \(shortest($0.low)), \"high\": \(shortest($0.high))}"
      }
      return "{\"from_scale\": \(number(p.fromScale)), \"from_zeros\": \(zeros ?? "null"),"
        + " \"agree\": \(p.agree.map { "\($0)" } ?? "null")}"
    }
    let candidates = answer.candidates.map(json)
    let searched = answer.searched
    var members: [(String, String)] = [
      ("schema", "1"), ("command", JSON.string("identify")),
      ("verdict", JSON.string(answer.verdict.rawValue)), ("because", JSON.string(answer.because)),
      ("granularity", text(answer.granularity?.rawValue)), ("dropped", dropped ?? "null"),
      ("p", p ?? "null"), ("rule", text(answer.rule?.rawValue)),
      ("order", text(answer.order?.rawValue)),
    ]
    members.append(
      (
        "candidates",
        candidates.isEmpty ? "[]" : "[\n  " + candidates.joined(separator: ",\n  ") + "]"
      ))
    members.append(
      (
        "searched",
        object([
          ("engines", list(searched.engines.map(JSON.string))),
          ("seeds", JSON.string(searched.seeds)), ("positions", JSON.string(searched.positions)),
          ("tried", shortest(searched.tried)), ("complete", "\(!searched.isCancelled)"),
          (
            "not_searched",
            list(
              searched.notSearched.map {
                object([
                  ("engine", JSON.string($0.engine)), ("because", JSON.string($0.because.words)),
                ])
              })
          ),
        ])
      ))
    let lines = members.map { "\(JSON.string($0)): \($1)" }
    return "{" + lines.joined(separator: ",\n ") + "}\n"
  }

  private func json(_ candidate: Explained) -> String {
    func count(_ value: UInt64?) -> String { value.map { "\($0)" } ?? "null" }
    return object([
      ("mode", JSON.string(candidate.mode)), ("p", number(candidate.p)),
      ("engine", text(candidate.engine)),
      ("engines", list(candidate.engines.map(JSON.string))),
      ("seed", text(candidate.seed.map { "\($0)" })), ("position", count(candidate.position)),
      ("gap", count(candidate.gap)), ("agree", "\(candidate.agree)"), ("of", "\(candidate.of)"),
      ("evidence", number(candidate.bits)),
      ("words", list(candidate.words.map { JSON.string("\($0)") })),
      ("false_match", number(candidate.falseMatch)), ("command", text(command(candidate))),
    ])
  }

  private func text(_ value: String?) -> String { value.map(JSON.string) ?? "null" }
  private func number(_ value: Double?) -> String { value.map { shortest($0) } ?? "null" }
  private func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }
  private func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(JSON.string($0)): \($1)" }.joined(separator: ", ") + "}"
  }
}
