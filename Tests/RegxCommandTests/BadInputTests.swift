// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A command line that must be refused, and what its one line must say.
struct Refusal: Sendable, CustomTestStringConvertible {
  let words: [String]
  /// What stands in the line: the quoted word, then the remedy.
  let says: [String]

  init(_ line: String, _ says: String...) {
    // Blanks part words; `''` is an empty word.
    words = line.split(separator: " ").map { $0 == "''" ? "" : String($0) }
    self.says = says
  }

  var testDescription: String { words.joined(separator: " ") }
}

/// What every refusal has in common: exit code 2, nothing on standard output, one line on standard
/// error, and perhaps where to read on.
func expectRefused(
  _ outcome: Outcome, _ says: [String], _ words: [String],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let line = words.joined(separator: " ")
  #expect(outcome.code == 2, "\(line)", sourceLocation: sourceLocation)
  #expect(outcome.bytes.isEmpty, "\(line)", sourceLocation: sourceLocation)
  #expect(outcome.errors.hasSuffix("\n"), "\(line)", sourceLocation: sourceLocation)
  var lines = outcome.errors.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  if let last = lines.last, last.hasPrefix("Try 'regx") {
    #expect(last.hasSuffix(" --help'."), "\(line)", sourceLocation: sourceLocation)
    lines.removeLast()
  }
  #expect(lines.count == 1, "\(line): \(outcome.errors)", sourceLocation: sourceLocation)
  #expect(outcome.errors.hasPrefix("regx"), "\(line)", sourceLocation: sourceLocation)
  for text in says {
    #expect(
      outcome.errors.contains(text), "\(line): \(outcome.errors)", sourceLocation: sourceLocation)
  }
}

@Suite struct BadInputTests {
  static let values: [Refusal] = [
    // Probabilities.
    Refusal("compare --p 1.5", "--p '1.5'", "between 0 and 1"),
    Refusal("compare --p -0.1", "--p '-0.1'", "between 0 and 1"),
    Refusal("compare --p nan", "--p 'nan'", "between 0 and 1"),
    Refusal("compare --p inf", "--p 'inf'", "between 0 and 1"),
    Refusal("compare --p ''", "--p ''", "between 0 and 1"),
    Refusal("compare --p=", "--p ''", "between 0 and 1"),
    Refusal("compare --p half", "--p 'half'", "between 0 and 1"),
    Refusal("compare --p 0,5", "--p '0,5'", "between 0 and 1", "with a point it is 0.5"),
    Refusal("compare --p 1/0", "--p '1/0'", "between 0 and 1"),
    Refusal("compare --p 3/2", "--p '3/2'", "between 0 and 1"),
    Refusal("compare --p 1e1%", "--p '1e1%'", "between 0 and 1"),
    Refusal("compare --p 101%", "--p '101%'", "between 0 and 1"),
    Refusal("compare --p %", "--p '%'", "between 0 and 1"),
    Refusal("compare --p 1.0000000000000002", "'1.0000000000000002'", "between 0 and 1"),
    Refusal("apply --keep-prob 2", "--keep-prob '2'", "between 0 and 1"),
    Refusal("compare --p 0.5 --keep-prob 0.5", "--keep-prob", "--p", "give one of them"),
    Refusal("sample bernoulli --keep-prob 0.5 --p 0.5", "--keep-prob", "--p", "give one of them"),
    // Shapes.
    Refusal("compare --shape 3,-2", "--shape '3,-2'", "a count, not -2"),
    Refusal("compare --shape 3,two", "--shape '3,two'", "3,2,2,2"),
    Refusal("compare --shape ''", "--shape ''", "'scalar'"),
    Refusal("compare --shape 3,,2", "--shape '3,,2'", "3,2,2,2"),
    Refusal("compare --shape 3*2", "--shape '3*2'", "nothing is multiplied", "3,2,2,2"),
    Refusal("compare --shape [3,2)", "--shape '[3,2)'", "3,2,2,2"),
    Refusal("compare --shape 3.5", "--shape '3.5'", "3,2,2,2"),
    Refusal("compare --shape 2e3", "--shape '2e3'", "3,2,2,2"),
    Refusal("compare --shape 99999999999999999999", "99999999999999999999", "64 bits"),
    Refusal("compare --shape 4294967296,4294967296", "'4294967296,4294967296'", "64 bits"),
    Refusal("sample --shape 1152921504606846976", "'1152921504606846976'", "64 bits"),
    Refusal(
      "compare --shape \(Array(repeating: "1", count: 65).joined(separator: ","))",
      "65 extents", "up to 64"),
    // Seeds.
    Refusal("compare --seed 18446744073709551616", "'18446744073709551616'", "64 bits"),
    Refusal("compare --seed -9223372036854775809", "'-9223372036854775809'", "64 bits"),
    Refusal("compare --seed 0x10000000000000000", "'0x10000000000000000'", "64 bits"),
    Refusal("compare --seed 1e3", "--seed '1e3'", "must be an integer"),
    Refusal("compare --seed ''", "--seed ''", "must be an integer"),
    Refusal("compare --seed 0x", "--seed '0x'", "must be an integer"),
    Refusal("compare --seed --5", "--seed '--5'", "must be an integer"),
    Refusal("compare --engine numpy --seed -1", "--seed '-1'", "negative"),
    Refusal("compare --engine numpy --seed 4294967296", "'4294967296'", "2^32 - 1"),
    // Choices, with a near miss and without.
    Refusal("compare --mode droput", "--mode 'droput'", "did you mean 'dropout'?"),
    Refusal("compare --mode drop-path,droppth", "'droppth'", "did you mean 'drop-path'?"),
    Refusal("compare droppth", "MODE 'droppth'", "did you mean 'drop-path'?"),
    Refusal("compare x.npy", "MODE 'x.npy'", "must be one of dropout", "'regx modes' lists all"),
    Refusal("compare /dev/null", "MODE '/dev/null'", "is a file", "--input"),
    Refusal("compare -- --seed", "MODE '--seed'", "must be one of dropout"),
    Refusal("apply dropout,drop-path", "MODE 'dropout,drop-path'", "compare and sweep"),
    Refusal("apply drop-block", "'drop-block:timm' (", "'drop-block:torchvision' ("),
    Refusal(
      "apply --mode StochasticDepth", "'stochastic-depth:row' (", "'stochastic-depth:batch' ("),
    Refusal("apply --mode keep-path", "--mode 'keep-path'", "must be one of dropout"),
    Refusal("compare --mode dropout,", "--mode 'dropout,'", "''", "must be one of"),
    Refusal("apply --mode drop-path,dropout", "'drop-path,dropout'"),
    Refusal("apply --mode zoneout", "--mode 'zoneout'", "must be one of dropout"),
    Refusal("apply --engine tourch", "--engine 'tourch'", "did you mean 'torch'?"),
    Refusal("apply --engine caffe", "--engine 'caffe'", "must be one of torch"),
    Refusal("apply --engine torch-2.99", "--engine 'torch-2.99'", "regx engines"),
    Refusal("apply --format jsn", "--format 'jsn'", "did you mean 'json'?"),
    Refusal("apply --format xml", "--format 'xml'", "must be one of torch"),
    Refusal("apply --dtype flot32", "--dtype 'flot32'", "did you mean 'float32'?"),
    Refusal("apply --dtype int64", "--dtype 'int64'", "must be one of float32"),
    Refusal("apply --show msk", "--show 'msk'", "did you mean 'mask'?"),
    Refusal("apply --sci-mode maybe", "--sci-mode 'maybe'", "auto, on, off"),
    Refusal("sample gauss", "DIST 'gauss'", "must be one of rand"),
    Refusal("sample bernouli", "DIST 'bernouli'", "did you mean 'bernoulli'?"),
    Refusal("sample bits --dtype float32", "--dtype 'float32'", "'bits'", "uint32"),
    // Other numbers.
    Refusal("apply --skip -1", "--skip '-1'", "from 0 to 2^64 - 1"),
    Refusal("apply --skip 18446744073709551616", "'18446744073709551616'", "2^64 - 1"),
    Refusal("apply --precision -1", "--precision '-1'", "from 0 to 1000"),
    Refusal("apply --precision four", "--precision 'four'", "from 0 to 1000"),
    Refusal("apply --threshold -1", "--threshold '-1'", "0 or more"),
    Refusal("apply --linewidth 80.5", "--linewidth '80.5'", "from 0 to"),
    Refusal("sample uniform --low 2 --high 1", "uniform_(2.0, 1.0)", "the lower end is above"),
    Refusal("sample uniform --low nan", "--low 'nan'", "must be a number"),
    Refusal("sample uniform --high inf", "--high 'inf'", "must be a finite number"),
    Refusal("sample normal --std -1", "--std '-1'", "must be 0 or more"),
    Refusal("sample binomial --n -1 --engine numpy", "--n '-1'", "0 or more"),
    Refusal("apply --mode drop-block:timm --block-size 0", "--block-size '0'", "1 or more"),
    // Flags and words that do not go together.
    Refusal("apply --shape 2 --input x.npy", "--shape", "leave one of them out"),
    Refusal("sample split --engine jax --shape 4", "--shape", "means nothing to 'split'"),
    Refusal("apply --shape 2,2 --transpose --memory-format channels_last", "give one of them"),
    Refusal("stats --mode dropout,drop-path", "'dropout,drop-path'", "compare and sweep"),
    Refusal("sample --slice 0:2 --shard 1/2", "--slice", "--shard", "give one of them"),
    Refusal("schedule --batch 2", "--batch", "give --trials N"),
    Refusal("schedule --engine jax", "--engine", "give --trials N"),
    Refusal("apply --mode dropout --block-size 3", "--block-size", "drop-block:timm"),
    Refusal("apply --mode drop-path --engine numpy", "--mode 'drop-path'", "torch"),
    Refusal("sample binomial", "--engine 'torch'", "binomial"),
    Refusal("apply --transpose --shape 2,2,2", "--transpose", "2-D"),
    Refusal("apply --memory-format channels_last --shape 2", "'channels_last'", "4-D or 5-D"),
    Refusal("compare --side-by-side --format json", "--side-by-side", "'json'"),
    Refusal("compare --side-by-side --format npy", "--side-by-side", "'npy'"),
    Refusal("compare --format npy -o x.npy", "--format 'npy'", "one tensor", "safetensors"),
    Refusal("compare -o x.npy", "'npy'", "one tensor", "safetensors"),
    Refusal("compare -o no/x.pt", "'no/x.pt'", ".npy, .safetensors", "--format"),
    Refusal("apply --slice 3:100", "--slice '3:100'", "24 elements"),
    Refusal("apply --slice 5:3", "--slice '5:3'", "ends before it starts"),
    Refusal("apply --slice x:3", "--slice 'x:3'", "START:END"),
    Refusal("apply --shard 0/3", "--shard '0/3'", "1/N to N/N"),
    Refusal("apply --shard 4/3", "--shard '4/3'", "1/N to N/N"),
    Refusal("apply --into no/x.npy", "--into 'no/x.npy'", "its folder 'no' does not exist"),
    Refusal("apply --into no/x.csv", "--into 'no/x.csv'", ".npy"),
    Refusal("apply --into no/x.npy -o no/y.npy", "--into 'no/x.npy'", "--output"),
    Refusal("apply --into no/x.npy --format csv", "--into 'no/x.npy'", "'csv'"),
    Refusal("apply --into x.npy --dtype bfloat16", "--into 'x.npy'", "no bfloat16"),
    Refusal("apply --dtype bfloat16 --format npy", "--format 'npy'", "bfloat16", "safetensors"),
    Refusal("apply --input ''", "--input ''", "must be a file"),
    Refusal("apply --input random --shape 2", "--input 'random'", "did you mean 'rand'?"),
    Refusal("apply --input torch.randn", "--input 'torch.randn'", "did you mean 'randn'?"),
    Refusal("apply --input 1,2,3", "--input '1,2,3'", "'[1,2,3]'"),
    Refusal("apply --input [1,2", "--input '[1,2'", "ends within the brackets"),
    Refusal("apply --input [1,2] --shape 2", "'[1,2]' has its own shape", "leave one of them out"),
    Refusal("apply --precision 2 --format csv", "--precision", "'csv'", "--format torch"),
    Refusal("apply --threshold 5 -o no/x.npy", "--threshold", "'npy'", "--format torch"),
    Refusal("print x.npy --print-profile full --format hex", "--print-profile", "'hex'"),
    Refusal("sample --into no/x.npy --linewidth 9", "--linewidth", "'npy'"),
    Refusal("apply --sci-mode on --format numpy", "--sci-mode 'on'", "--format torch"),
    Refusal("apply -o ''", "-o ''", "must be the name of a file"),
  ]

  @Test(arguments: values)
  func `a bad value is quoted, with the remedy, and nothing is printed`(refusal: Refusal) {
    expectRefused(regx(refusal.words), refusal.says, refusal.words)
  }

  static let usage: [Refusal] = [
    Refusal("comapre", "unknown command 'comapre'", "did you mean 'compare'?"),
    Refusal("frobnicate", "unknown command 'frobnicate'", "must be one of compare"),
    Refusal("''", "unknown command ''", "must be one of compare"),
    Refusal("--seed 1 compare", "'--seed'", "the command comes first"),
    Refusal("help nonsense", "unknown command 'nonsense'"),
    Refusal("compare --sead 1", "unknown flag '--sead'", "did you mean '--seed'?"),
    Refusal("compare -seed 1", "unknown flag", "did you mean '--seed'?"),
    Refusal("compare --zzzzzz", "unknown flag '--zzzzzz'"),
    Refusal("compare --low 1", "--low is a flag of 'regx sample'"),
    Refusal("compare --seed", "--seed needs a value", "--seed SEED"),
    Refusal("compare -o", "-o needs a value", "-o FILE"),
    Refusal("compare --eval=yes", "--eval takes no value", "'yes'"),
    Refusal("compare seed 1", "MODE 'seed'", "did you mean '--seed'?"),
    Refusal("apply dropout x.npy", "surplus operand 'x.npy'", "regx apply [FLAGS] [MODE]"),
    Refusal("compare dropout --mode dropout", "MODE 'dropout'", "--mode", "give one of them"),
    Refusal("compare --input a.npy --input b.npy", "'a.npy' and 'b.npy'", "give one"),
    Refusal("apply -o a.npy --output b.npy", "'a.npy' and 'b.npy'", "give one"),
    Refusal("apply --tensor a --tensor b", "--tensor", "'a' and 'b'"),
    Refusal("apply --into a.npy --into b.npy", "--into", "'a.npy' and 'b.npy'"),
    Refusal("compare --scale-by-keep", "is so by default", "--no-scale-by-keep"),
    Refusal("apply -output x.npy", "unknown flag '-output'", "did you mean '--output'?"),
    Refusal("--verison", "unknown flag '--verison'", "did you mean '--version'?"),
    Refusal("dropuot --p .5", "unknown command 'dropuot'", "did you mean 'dropout'?"),
    Refusal("drop-block", "unknown command 'drop-block'", "'drop-block:timm' ("),
    Refusal("engines torch --for 2.6", "ENGINE 'torch'", "--for", "give one of them"),
    Refusal("print a b", "surplus operand 'b'", "regx print [FLAGS] FILE"),
    Refusal("print", "FILE is missing", "regx print [FLAGS] FILE"),
    Refusal("completion", "SHELL is missing"),
    Refusal("compare --p 0.5 --keep-prob 0.5", "give one of them"),
  ]

  @Test(arguments: usage)
  func `a usage error points to the help as well`(refusal: Refusal) {
    let outcome = regx(refusal.words)
    expectRefused(outcome, refusal.says, refusal.words)
    #expect(outcome.errors.contains("\nTry 'regx "))
  }

  @Test(arguments: [
    ("completion csh", "did you mean 'zsh'?"), ("modes dropuot", "did you mean 'dropout'?"),
    ("engines torc", "did you mean 'torch'?"),
  ])
  func `an operand that is no choice is answered like a flag's value`(line: String, says: String) {
    let words = line.split(separator: " ").map(String.init)
    expectRefused(regx(words), [says, "'\(words[1])'"], words)
  }

  @Test func `what a terminal would not show is escaped in the quotation`() {
    for (typed, shown) in [
      ("a\nb", "'a\\nb'"), ("\u{1b}[31m", "'\\u{1b}[31m'"), ("\u{202e}x", "'\\u{202e}x'"),
    ] {
      for words in [
        ["compare", "--p", typed], ["compare", "--mode", typed], ["compare", "--seed", typed],
        ["compare", "--shape", typed], [typed], ["print", typed], ["apply", "--input", typed],
        ["compare", typed], ["compare", "--\(typed)"],
      ] {
        let outcome = regx(words)
        expectRefused(outcome, [String(shown.dropFirst())], words)
        #expect(!outcome.errors.contains(typed))
      }
    }
  }

  @Test(arguments: ["zoneout", "x", "drop", String(repeating: "x", count: 5000)])
  func `a long list in an error is cut`(word: String) {
    for flag in ["--mode", "--engine"] {
      let line = regx("apply", flag, word).errors
      #expect(line.count - word.count < 200, "\(line)")
    }
  }

  @Test func `an answer about a size no memory holds comes at once`() {
    for shape in ["4294967296,4294967296", "1152921504606846976", "99999999999x99999999999"] {
      for command in ["compare", "apply", "sample"] {
        let outcome = regx(command, "--shape", shape)
        #expect(outcome.code == 2 && outcome.seconds < 2)
      }
    }
  }
}
