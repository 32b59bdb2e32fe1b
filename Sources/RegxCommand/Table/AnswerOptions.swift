// What the flags of the answering commands set.

/// The options of the commands that answer questions about files, at their defaults.
struct AnswerOptions: Sendable {
  var format = ReportFormat.text

  // What `diff` allows.
  var relative: Double?
  var absolute: Double?
  var equalNaN = false
  var isClose = false
  /// The tensor of B, where it is not called as that of A; empty for a file without names.
  var otherTensor: String?

  // What `check` asks.
  /// How often an honest pair may fail.
  var level = 0.001
  /// The outputs of further calls with the same input.
  var repeats: [String] = []

  /// The file of cases that `vectors` makes instead of its own.
  var cases: String?
}

/// How an answer is written, under the name that `--format` takes.
enum ReportFormat: String, CaseIterable, Sendable {
  case text, json

  var summary: String {
    switch self {
    case .text: "lines for reading"
    case .json: "one object, exact"
    }
  }
}
