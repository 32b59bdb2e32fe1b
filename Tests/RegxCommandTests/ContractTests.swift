// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What scripts may rely on.
@Suite struct ContractTests {
  // MARK: - The documents

  @Test func `the documents' two tensors come out as they stand there`() {
    let outcome = regx(
      "compare", "--shape", "3,2,2,2", "--p", "0.33", "--seed", "2021", "--format", "compact")
    let printed = """
      # DropPath
      tensor([[[[0.1947, 0.7662],
                [1.1083, 1.0685]],
               [[0.8515, 0.2467],
                [0.0661, 1.4370]]],

              [[[0.0000, 0.0000],
                [0.0000, 0.0000]],
               [[0.0000, 0.0000],
                [0.0000, 0.0000]]],

              [[[0.7658, 0.4417],
                [1.1692, 1.1052]],
               [[1.2014, 0.4532],
                [1.4840, 0.7499]]]])
      # Dropout
      tensor([[[[0.1947, 0.7662],
                [1.1083, 1.0685]],
               [[0.8515, 0.2467],
                [0.0661, 1.4370]]],

              [[[0.0000, 0.1480],
                [1.2083, 0.0000]],
               [[1.2272, 0.1853],
                [0.0000, 0.5385]]],

              [[[0.7658, 0.0000],
                [1.1692, 1.1052]],
               [[1.2014, 0.4532],
                [0.0000, 0.7499]]]])

      """
    #expect(outcome.code == 0)
    #expect(outcome.text == printed)
  }

  @Test(arguments: ["3x2", "(3, 2)", "[3,2]", " 3 , 2 ", "torch.Size([3, 2])", "(3, 2,)"])
  func `a shape may be typed as frameworks print it`(text: String) {
    #expect(regx("compare", "--shape", text).bytes == regx("compare", "--shape", "3,2").bytes)
  }

  @Test(arguments: ["3 2", "[3 2]", "- 3", "3,", "(3,2", "3,,2", "é"])
  func `what is no shape is refused, not guessed at`(text: String) {
    let outcome = regx("compare", "--shape", text)
    expectRefused(outcome, ["--shape '\(text)'", "3,2,2,2"], ["compare", "--shape", text])
  }

  // MARK: - The table

  @Test func `help and version answer whatever else is typed`() {
    #expect(regx("--version").text.hasPrefix("regx "))
    #expect(regx("version").text == regx("--version").text)
    for words in [["--help"], ["help"], ["help", "compare"], ["compare", "--nonsense", "-h"]] {
      let outcome = regx(words)
      #expect(outcome.code == 0 && outcome.errors.isEmpty && outcome.text.hasPrefix("regx"))
    }
    let nothing = regx([])
    #expect(nothing.code == 2 && nothing.bytes.isEmpty && nothing.errors.contains("USAGE"))
    #expect(regx("--help").text.split(separator: "\n")[0].contains("regularization"))
  }

  // MARK: - Headings and lists

  @Test func `compare sets each mode's name over its tensor, the variant in parentheses`() {
    let text = regx(
      "compare", "--mode", "drop-path,drop-path:bernoulli,dropout,vanilla-dropout",
      "--shape", "2", "--format", "hex"
    ).text
    let headings = text.split(separator: "\n").filter { $0.hasPrefix("#") }
    #expect(headings == ["# DropPath", "# DropPath (bernoulli)", "# Dropout", "# VanillaDropout"])
    #expect(!regx("apply", "--shape", "2").text.contains("#"))
  }

  @Test func `show prints the parts in the order asked for, each under its name`() {
    let text = regx(
      "apply", "--show", "output,mask,noise,input", "--shape", "2", "--format", "hex", "--p", "0.2"
    ).text
    let headings = text.split(separator: "\n").filter { $0.hasPrefix("#") }
    #expect(
      headings == ["# Input", "# Dropout: output", "# Dropout: mask", "# Dropout: noise"])
    let mask = regx("apply", "--show", "mask", "--shape", "100", "--format", "csv").text
    let values = Set(mask.split(separator: "\n")[1].split(separator: ","))
    #expect(values == ["0.0", "1.0"])
  }

  @Test func `columns hold the lines of the tensors and end without blanks`() {
    let words = ["compare", "--seed", "2021", "--show", "input,output"]
    let under = regx(words).text
    let beside = regx(words + ["--side-by-side"]).text
    let lines = beside.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
    #expect(lines[0].split(separator: "#").count == 3)
    func pieces(_ text: String) -> [String] {
      text.split { " \n".contains($0) }.map(String.init).sorted()
    }
    #expect(pieces(under) == pieces(beside))
  }

  // MARK: - JSON

  @Test func `the JSON object says what was asked and what came out`() throws {
    let words = ["--shape", "2,3", "--seed", "7", "--p", "0.25", "--engine", "torch-2.6"]
    let object = try json(regx(["compare", "--format", "json"] + words))
    #expect(object["schema"] as? Int == 1)
    #expect(object["command"] as? String == "compare")
    #expect(object["engine"] as? String == "torch-2.6")
    #expect(object["seed"] as? String == "7")
    #expect(object["p"] as? Double == 0.25)
    let results = try #require(object["results"] as? [[String: Any]])
    #expect(results.map { $0["mode"] as? String } == ["drop-path", "dropout"])
    for result in results {
      #expect(result["dtype"] as? String == "float32")
      #expect(result["shape"] as? [Int] == [2, 3])
      let data = try #require(result["data"] as? [[Double]])
      #expect(data.map(\.count) == [3, 3])
      let mode = try #require(result["mode"] as? String)
      let hex = regx(["apply", "--mode", mode, "--format", "hex"] + words).text
      if mode == "drop-path" {
        let bits = data.flatMap(\.self).map { String(Float($0).bitPattern, radix: 16) }
        let expected = hex.split(separator: "\n").map { String(UInt32($0, radix: 16)!, radix: 16) }
        #expect(bits == expected)
      }
    }
  }

  @Test(arguments: [
    ("-1", "-1"), ("18446744073709551615", "18446744073709551615"), ("0x7e5", "2021"),
  ])
  func `a seed is a string in JSON, in decimal`(typed: String, written: String) {
    let text = regx("apply", "--seed", typed, "--format", "json").text
    #expect(text.contains("\"seed\": \"\(written)\","))
  }

  @Test func `JSON has NaN and the infinities as Python writes them`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("[NaN, Infinity, -Infinity, -0.0]".utf8), to: "x.json")
    let text = regx("print", path, "--format", "json").text
    #expect(text.contains("[NaN, Infinity, -Infinity, -0.0]"))
    #expect(throws: (any Error).self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
    let plain = text.replacingOccurrences(of: "-Infinity", with: "null")
      .replacingOccurrences(of: "Infinity", with: "null").replacingOccurrences(
        of: "NaN", with: "null")
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(plain.utf8)) }
  }

  private func json(_ outcome: Outcome) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(outcome.bytes))
    return try #require(object as? [String: Any])
  }

  // MARK: - Flags

  @Test(arguments: [
    (["--seed=3", "--p=0.1"], ["--seed", "3", "--p", "0.1"]),
    (["--p", "0.1", "--seed", "3"], ["--seed", "3", "--p", "0.1"]),
    (["--seed", "1", "--seed", "3"], ["--seed", "3"]),
    (["--shape", "3x2x2x2"], ["--shape", "3,2,2,2"]),
    (["--keep-prob", "0.75"], ["--p", "0.25"]),
    (["--keep-prob", "0.1", "--keep-prob", "0.75"], ["--p", "0.25"]),
    (["--seed", "-1"], ["--seed", "18446744073709551615"]),
    (["--seed", "0x7E5"], ["--seed", "2021"]),
    (["--"], []),
    (["-o", "-"], []),
    (["-q"], ["--quiet"]),
    (["--drop-prob", "0.1"], ["-p", "10%"]), (["--size", "(3,2)"], ["--shape", "3,2"]),
  ])
  func `two ways to say the same give the same bytes`(one: [String], other: [String]) {
    for format in ["torch", "hex"] {
      let first = regx(["compare", "--format", format] + one)
      let second = regx(["compare", "--format", format] + other)
      #expect(first.code == 0 && first.bytes == second.bytes, "\(first.errors)")
    }
  }

  @Test func `no summary is a profile`() {
    let words = ["compare", "--shape", "40,40"]
    let profile = regx(words + ["--print-profile", "full"])
    #expect(profile.code == 0 && profile.bytes == regx(words + ["--threshold", "inf"]).bytes)
  }

  @Test func `a list in brackets is an input`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("[[1, 2], [3, 4.5]]".utf8), to: "x.json")
    for flags in [[], ["--dtype", "float16"], ["--engine", "numpy"], ["--seed", "2"]] {
      let words = ["apply", "--format", "hex"] + flags
      let literal = regx(words + ["--input", "[[1, 2], [3, 4.5]]"])
      #expect(literal.code == 0, "\(literal.errors)")
      #expect(literal.text == regx(words + ["--input", path]).text)
    }
    #expect(regx("apply", "--eval", "--input", "[1,2,3]").text == "tensor([1., 2., 3.])\n")
  }

  @Test func `a flag takes the next word whatever it looks like`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("[1]".utf8), to: "--seed")
    #expect(regx("print", "--", path).code == 0)
    expectRefused(regx("compare", "--p", "--seed"), ["--p '--seed'"], ["--p", "--seed"])
  }

  @Test func `evaluation leaves the input as it is`() {
    let input = regx("sample", "--shape", "4,4", "--format", "hex").text
    for mode in ["dropout", "drop-path", "drop-path:bernoulli", "stochastic-depth:row"] {
      let words = ["apply", "--mode", mode, "--eval", "--shape", "4,4", "--format", "hex"]
      #expect(regx(words).text == input, "\(mode)")
    }
  }

  @Test(arguments: [
    ("torch-2.13", "torch"), ("torch-2.12", "torch"), ("torch-2.6", "torch-mkl"),
    ("torch-2.0", "torch-mkl"), ("torch-2.7", "torch-2.11"), ("torch-1.13", "torch-2.11"),
    ("torch-1.13-intel", "torch-mkl"),
  ])
  func `a preset is its engine under another name`(preset: String, engine: String) {
    for dtype in ["float32", "float64", "float16", "bfloat16"] {
      let words = ["compare", "--format", "hex", "--seed", "5", "--dtype", dtype, "--engine"]
      #expect(regx(words + [preset]).bytes == regx(words + [engine]).bytes)
    }
  }

  // MARK: - Files

  @Test(arguments: [
    ("x.npy", "npy"), ("x.json", "json"), ("x.csv", "csv"), ("x.safetensors", "safetensors"),
    ("x.raw", "raw"), ("x.hex", "hex"), ("x.txt", "torch"), ("x", "torch"), ("X.NPY", "npy"),
  ])
  func `the ending of the output chooses the format, and --format overrules it`(
    name: String, format: String
  ) throws {
    let folder = try TemporaryFolder()
    let words = ["apply", "--shape", "2,3", "--seed", "9"]
    #expect(regx(words + ["-o", folder(name)]).code == 0)
    #expect(folder.bytes(of: name) == regx(words + ["--format", format]).bytes)
    #expect(regx(words + ["-o", folder(name), "--format", "csv"]).code == 0)
    #expect(folder.bytes(of: name) == regx(words + ["--format", "csv"]).bytes)
    #expect(folder.names == [name])
  }

  @Test func `an output file keeps its mode, and a link stays a link`() throws {
    let folder = try TemporaryFolder()
    let files = FileManager.default
    _ = try folder.write([1], to: "x.json")
    try files.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder("x.json"))
    try files.createSymbolicLink(atPath: folder("link.json"), withDestinationPath: "x.json")
    try files.createSymbolicLink(atPath: folder("new.json"), withDestinationPath: "made.json")
    #expect(regx("sample", "-o", folder("link.json")).code == 0)
    #expect(regx("sample", "-o", folder("new.json")).code == 0)
    #expect(folder.names == ["link.json", "made.json", "new.json", "x.json"])
    #expect(folder.bytes(of: "x.json") == regx("sample", "--format", "json").bytes)
    #expect(folder.bytes(of: "made.json") == folder.bytes(of: "x.json"))
    #expect(try files.destinationOfSymbolicLink(atPath: folder("link.json")) == "x.json")
    #expect(try files.destinationOfSymbolicLink(atPath: folder("new.json")) == "made.json")
    let attributes = try files.attributesOfItem(atPath: folder("x.json"))
    #expect(attributes[.posixPermissions] as? Int == 0o640)
  }

  @Test func `an output may be the input, and may have the longest name there is`() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "x", count: 251) + ".npy"
    #expect(regx("sample", "--shape", "1000", "-o", folder(name)).code == 0)
    #expect(regx("print", folder(name), "-o", folder(name)).code == 0)
    #expect(folder.bytes(of: name) == regx("sample", "--shape", "1000", "--format", "npy").bytes)
    #expect(folder.names == [name])
  }
}
