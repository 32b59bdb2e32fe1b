// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import RegxCommand

/// What `diff` prints, against what torch.testing.assert_close of PyTorch 2.13 raises.
@Suite struct DiffTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A tensor as a JSON file.
  private func file(_ name: String, _ dtype: String, _ data: String) throws -> String {
    try folder.write(Array("{\"dtype\": \"\(dtype)\", \"data\": \(data)}".utf8), to: name)
  }

  private struct Case: CustomTestStringConvertible {
    let dtypes: (a: String, b: String)
    let a: String
    let b: String
    let flags: [String]
    let raised: String
    var testDescription: String { "\(a) \(b) \(flags)" }

    init(_ dtype: String, _ a: String, _ b: String, _ flags: String, _ raised: String) {
      self.init((dtype, dtype), a, b, flags, raised)
    }
    init(
      _ dtypes: (a: String, b: String), _ a: String, _ b: String, _ flags: String, _ raised: String
    ) {
      (self.dtypes, self.a, self.b, self.raised) = (dtypes, a, b, raised)
      self.flags = flags.split(separator: " ").map(String.init)
    }
  }

  private static let cases: [Case] = [
    Case(
      "float32", "[[1, 2], [3, 4]]", "[[1, 2.5], [3, 0]]", "--close",
      """
      Tensor-likes are not close!

      Mismatched elements: 2 / 4 (50.0%)
      Greatest absolute difference: 4.0 at index (1, 1) (up to 1e-05 allowed)
      Greatest relative difference: inf at index (1, 1) (up to 1.3e-06 allowed)
      """),
    Case(
      "float32", "[1, 0]", "[1.5, 0.5]", "--rtol 0 --atol 0",
      """
      Tensor-likes are not equal!

      Mismatched elements: 2 / 2 (100.0%)
      Greatest absolute difference: 0.5 at index (0,)
      Greatest relative difference: 1.0 at index (1,)
      """),
    Case(
      "float32", "[Infinity, 1, Infinity]", "[Infinity, 2, -Infinity]", "--close",
      """
      Tensor-likes are not close!

      Mismatched elements: 2 / 3 (66.7%)
      Greatest absolute difference: inf at index (2,) (up to 1e-05 allowed)
      Greatest relative difference: nan at index (2,) (up to 1.3e-06 allowed)
      """),
    Case(
      "float32", "[NaN, 1]", "[NaN, 1]", "--close",
      """
      Tensor-likes are not close!

      Mismatched elements: 1 / 2 (50.0%)
      Greatest absolute difference: nan at index (0,) (up to 1e-05 allowed)
      Greatest relative difference: nan at index (0,) (up to 1.3e-06 allowed)
      """),
    Case(
      "float16", "[60000]", "[-60000]", "--close",
      """
      Tensor-likes are not close!

      Mismatched elements: 1 / 1 (100.0%)
      Greatest absolute difference: inf at index (0,) (up to 1e-05 allowed)
      Greatest relative difference: inf at index (0,) (up to 0.001 allowed)
      """),
    Case(
      "int64", "[[0, 1, 2], [3, 4, 5]]", "[[0, 1, 2], [3, 9, 5]]", "",
      """
      Tensor-likes are not equal!

      Mismatched elements: 1 / 6 (16.7%)
      Greatest absolute difference: 5 at index (1, 1)
      Greatest relative difference: 0.5555555820465088 at index (1, 1)
      """),
    Case(
      "float32", "1", "2", "--close",
      """
      Scalars are not close!

      Expected 2.0 but got 1.0.
      Absolute difference: 1.0 (up to 1e-05 allowed)
      Relative difference: 0.5 (up to 1.3e-06 allowed)
      """),
    Case(
      "bool", "true", "false", "--close",
      """
      Scalars are not equal!

      Expected False but got True.
      Absolute difference: 1
      Relative difference: inf
      """),
    Case(
      "float32", "[[1, 2, 3]]", "[1, 2, 3]", "",
      "The values for attribute 'shape' do not match: torch.Size([1, 3]) != torch.Size([3])."),
    Case(
      "float32", "[1]", "1", "",
      "The values for attribute 'shape' do not match: torch.Size([1]) != torch.Size([])."),
    Case(
      ("float32", "float64"), "[1]", "[1]", "",
      "The values for attribute 'dtype' do not match: torch.float32 != torch.float64."),
  ]

  @Test(arguments: cases)
  private func `the text begins with what assert_close raises`(_ item: Case) throws {
    let outcome = regx(
      [
        "diff", try file("a.json", item.dtypes.a, item.a),
        try file("b.json", item.dtypes.b, item.b),
      ]
        + item.flags)
    #expect(outcome.code == 1)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.text.hasPrefix(item.raised + "\n"), "\(outcome.text)")
  }

  @Test(arguments: [
    ("float32", "[1, NaN, -0.0]", "[1, NaN, -0.0]", ""),
    ("float32", "[0.0, 1]", "[-0.0, 1]", "--rtol 0 --atol 0"),
    ("float32", "[1, NaN]", "[1.000001, NaN]", "--close --equal-nan"),
    ("float32", "[]", "[]", ""), ("float32", "[[], []]", "[[], []]", "--close"),
    ("bool", "[true, false]", "[true, false]", ""),
    ("uint64", "18446744073709551615", "18446744073709551615", ""),
  ])
  func `equal tensors are told by silence and exit code 0`(
    dtype: String, a: String, b: String, flags: String
  ) throws {
    let outcome = regx(
      ["diff", try file("a.json", dtype, a), try file("b.json", dtype, b)]
        + flags.split(separator: " ").map(String.init))
    #expect(outcome.code == 0)
    #expect(outcome.text.isEmpty)
    #expect(outcome.errors.isEmpty)
  }

  @Test func `bits decide without a tolerance`() throws {
    let a = try file("a.json", "float32", "[0.0, 1]")
    let b = try file("b.json", "float32", "[-0.0, 1]")
    let outcome = regx("diff", a, b)
    #expect(outcome.code == 1)
    #expect(outcome.text.contains("at index (0,) A has 0.0 (00000000), B -0.0 (80000000)"))
    #expect(outcome.text.contains("-0: 0 in A, 1 in B"))
    #expect(outcome.text.contains("Pattern: the same mask; 1 zero differs in sign"))
  }

  @Test func `the words of a difference, whole`() throws {
    let a = try file("a.json", "float32", "[[1.5, 0, 2], [0, 3, 4]]")
    let b = try file("b.json", "float32", "[[3, 0, 4], [0, 6, 8]]")
    #expect(
      regx("diff", a, b).text == """
        Tensor-likes are not equal!

        Mismatched elements: 4 / 6 (66.7%)
        Greatest absolute difference: 4.0 at index (1, 2)
        Greatest relative difference: 0.5 at index (0, 0)

        First difference: at index (0, 0) A has 1.5 (3fc00000), B 3.0 (40400000)
        Units in the last place: 4 by 8388608 to 16777215
        Pattern: the same mask; B is A times 2

        """)
  }

  @Test func `JSON has exactly these keys`() throws {
    let a = try file("a.json", "float32", "[[0.5, 1], [NaN, 4]]")
    let b = try file("b.json", "float32", "[[0, 1], [NaN, -4]]")
    let outcome = regx("diff", a, b, "--format", "json")
    #expect(outcome.code == 1)
    #expect(
      outcome.text == """
        {"schema": 1,
         "command": "diff",
         "equal": false,
         "a": {"shape": [2, 2], "dtype": "float32"},
         "b": {"shape": [2, 2], "dtype": "float32"},
         "tolerance": null,
         "count": 4,
         "differing": 2,
         "bits_differing": 2,
         "first": {"index": [0, 0], "a": "0.5", "b": "0.0", "a_bits": "3f000000", "b_bits": "00000000"},
         "max_absolute": {"value": 8.0, "index": [1, 1]},
         "max_relative": {"value": Infinity, "index": [0, 0]},
         "ulps": [{"ulps": 2147483648, "up_to": 4294967295, "count": 1}],
         "mask_mismatch": {"count": 1, "fraction": 0.25},
         "nan": {"a": 1, "b": 1},
         "negative_zero": {"a": 0, "b": 0},
         "pattern": null,
         "factor": null}

        """)
    let equal = regx("diff", a, a, "--format", "json")
    #expect(equal.code == 0)
    #expect(equal.text.contains("\"equal\": true"))
    #expect(equal.text.contains("\"first\": null,\n \"max_absolute\": null"))
    #expect(equal.text.contains("\"ulps\": []"))
  }

  @Test func `of other shapes JSON says nothing more`() throws {
    let a = try file("a.json", "float32", "[[1, 2]]")
    let b = try file("b.json", "float32", "[1, 2]")
    let outcome = regx("diff", a, b, "--format", "json")
    #expect(outcome.code == 1)
    #expect(outcome.text.contains("\"equal\": false"))
    for key in [
      "count", "differing", "first", "max_absolute", "max_relative", "ulps", "mask_mismatch", "nan",
      "negative_zero", "pattern",
    ] {
      #expect(outcome.text.contains("\"\(key)\": null"), "\(key)")
    }
  }

  @Test func `other element types: never equal, but a tolerance may hold`() throws {
    let a = try file("a.json", "float32", "[0.5, 0.1]")
    let b = try file("b.json", "float64", "[0.5, 0.1]")
    #expect(regx("diff", a, b).code == 1)
    let held = regx("diff", a, b, "--close", "--format", "json")
    #expect(held.code == 0)
    #expect(held.text.contains("\"equal\": false"))
    #expect(held.text.contains("\"ulps\": null"))
    let failed = regx("diff", a, b, "--rtol", "0", "--atol", "0", "--format", "json")
    #expect(failed.code == 1)
    #expect(failed.text.contains("\"a_bits\": null"))
    #expect(failed.text.contains("\"index\": [1], \"a\": \"0.10000000149011612\""))
  }

  @Test func `text takes the element type of the other file`() throws {
    let numbers = try folder.write(Array("[0.1, 0.2]".utf8), to: "numbers.json")
    let wide = try file("wide.json", "float64", "[0.1, 0.2]")
    let half = try file("half.json", "float16", "[0.1, 0.2]")
    for other in [wide, half] {
      #expect(regx("diff", numbers, other).code == 0)
      #expect(regx("diff", other, numbers).code == 0)
    }
  }

  @Test(arguments: [
    (["--rtol", "0.1"], "--rtol: takes --atol beside it"),
    (["--atol", "0.1"], "--atol: takes --rtol beside it"),
    (["--close", "--rtol", "0", "--atol", "0"], "--close: stands for"),
    (["--equal-nan"], "--equal-nan: is for a tolerance"),
    (["--rtol", "-1", "--atol", "0"], "--rtol '-1': must be 0 or more"),
    (["--rtol", "nan", "--atol", "0"], "--rtol 'nan': must be a number"),
  ])
  func `flags that do not go together are refused`(flags: [String], message: String) throws {
    let a = try file("a.json", "float32", "[1]")
    let outcome = regx(["diff", a, a] + flags)
    #expect(outcome.code == 2)
    #expect(outcome.text.isEmpty)
    #expect(outcome.errors.contains(message))
  }

  @Test func `what cannot be read is trouble, not a difference`() throws {
    let a = try file("a.json", "float32", "[1]")
    for words in [["diff", a, folder("none.npy")], ["diff", a], ["diff", "-", "-"]] {
      let outcome = regx(words)
      #expect(outcome.code == 2)
      #expect(outcome.text.isEmpty)
    }
  }
}
