// The flags of the commands that answer questions about files.

import CommandTable

extension Flag where Options == RegxOptions {
  static let reportFormat = RegxFlag(
    "format", metavar: "FORMAT", help: "How the answer is written",
    oneOf: { ReportFormat.allCases.map { Choice($0.rawValue, $0.summary) } },
    in: \.answers.format, shown: { $0.rawValue }, named: { ReportFormat(rawValue: $0) })

  static let relativeTolerance = RegxFlag(
    "rtol", metavar: "R", help: "Allow |a - b| up to atol + R * |b|", in: \.answers.relative
  ) { (text) throws(ValueError) in
    try allowance(text)
  }

  static let absoluteTolerance = RegxFlag(
    "atol", metavar: "A", help: "Allow |a - b| up to A + rtol * |b|", in: \.answers.absolute
  ) { (text) throws(ValueError) in
    try allowance(text)
  }

  static let close = RegxFlag(
    "close", help: "Allow what torch.testing.assert_close allows by default",
    details: "rtol and atol: 1.3e-6 and 1e-5 for float32, 1e-7 and 1e-7 for float64, 1e-3 and 1e-5"
      + " for float16, 1.6e-2 and 1e-5 for bfloat16, 0 for all others.",
    turns: \.answers.isClose)

  static let equalNaN = RegxFlag(
    "equal-nan", help: "With a tolerance, take NaN for equal to NaN", turns: \.answers.equalNaN)

  static let otherTensor = RegxFlag(
    "tensor-b", metavar: "NAME", help: "Which tensor of B, where --tensor is for A alone",
    details: "An empty name is for a file whose one tensor has none, like .npy.",
    in: \.answers.otherTensor
  ) { text in
    text
  }
}

private func allowance(_ text: String) throws(ValueError) -> Double {
  let value = try finite(text)
  guard value >= 0 else { throw ValueError("must be 0 or more") }
  return value
}
