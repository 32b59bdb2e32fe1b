import Foundation
import Testing

/// Every case of the golden files, compared as bits.
@Suite struct GoldenTests {
  @Test(arguments: [
    ("torch-2.13.0", 300), ("torch-2.6.0", 200), ("torch-2.13.0-family", 200),
    ("torch-2.6.0-family", 150), ("torch-2.13.0-normals", 80), ("torch-2.6.0-normals", 50),
  ])
  func `the bits are the framework's`(file: String, least: Int) {
    let cases = goldenCases(file)
    #expect(cases.count >= least)
    for golden in cases where golden.text == nil {
      let outcome = regx(golden.words + ["--format", "hex", "--quiet"])
      guard outcome.code == 0 else {
        Issue.record("\(golden.testDescription): \(outcome.errors)")
        continue
      }
      if let bits = golden.bits {
        let expected = bits.split { $0 == " " || $0 == "|" }
        let made = words(of: outcome)
        let same =
          expected.count == made.count
          && zip(made, expected).allSatisfy { isSame($0, $1, dtype: golden.dtype) }
        #expect(same, "\(golden.testDescription)")
      }
    }
  }

  @Test(arguments: ["torch-2.13.0", "torch-2.6.0", "printing-2.13.0"])
  func `the text is the framework's`(file: String) {
    for golden in goldenCases(file) {
      guard let text = golden.text else { continue }
      let outcome = regx(golden.words)
      #expect(outcome.code == 0, "\(golden.testDescription): \(outcome.errors)")
      #expect(outcome.text == text, "\(golden.testDescription)")
    }
  }
}

extension GoldenCase {
  /// The element type that the command line speaks of, for the NaN rule.
  var dtype: String {
    if let i = args.firstIndex(of: "--dtype") { return args[i + 1] }
    let file = args.first { $0.hasPrefix("@") } ?? ""
    return file.contains("bfloat16") ? "bfloat16" : file.contains("float16") ? "float16" : "float32"
  }
}
