// regx show diff and regx show identify: pictures of files.
// SPDX-License-Identifier: Apache-2.0

import TensorFormats
import Testing

@testable import RegxCommand

@Suite("regx show of files")
struct ShowFilesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The file that a line of apply makes.
  private func made(_ name: String, _ line: String) -> String {
    let words = ["apply"] + line.split(separator: " ").map(String.init) + ["-o", folder(name)]
    #expect(regx(words).code == 0)
    return folder(name)
  }

  private func file(_ name: String, _ json: String) throws -> String {
    try folder.write(Array(json.utf8), to: name)
  }

  @Test("Every element of a difference is drawn once, and the legend counts them")
  func difference() throws {
    let line = "--mode dropout --input randn --shape 2,3,4,5 --p 0.4"
    let (a, b) = (made("a.npy", line + " --seed 1"), made("b.npy", line + " --seed 2"))
    let text = regx("show", "--ascii", "diff", a, b).text
    let lines = text.split(separator: "\n")
    let rows = lines.filter { $0.hasPrefix("      ") || $0.hasPrefix(" [") }.dropFirst()
    let signs = rows.joined().filter { !" []".contains($0) }
    // Two names of samples stand among 120 elements.
    #expect(signs.count == 2 + 120, "\(text)")
    for (sign, words) in [
      ("A", "kept in A only: "), ("B", "kept in B only: "), (".", "0 in both: "),
    ] {
      let count = signs.count { String($0) == sign }
      #expect(count > 0 && text.contains("\(words)\(count)"), "\(text)")
    }
  }

  @Test(
    "The finding names the pattern, the units and the place",
    arguments: [
      ("[[1, 2], [3, 0]]", "[[1, 2], [3, 0]]", "A and B are equal in all 4 elements", "="),
      ("[[1, 2], [3, 0]]", "[[2, 4], [6, 0]]", "The same mask; B is A times 2.", "+"),
      ("[[1, 2], [3, 5]]", "[[1, 2], [0, 7]]", "are 0 in one of the two only, all in sample", "A"),
      ("[1, 2, 3]", "[1, 2.0000002384185791, 3]", "by 1 ulp", "1"),
    ])
  func findings(a: String, b: String, words: String, sign: String) throws {
    func json(_ data: String) -> String { "{\"dtype\": \"float32\", \"data\": \(data)}" }
    let made = regx(
      "show", "--width", "200", "diff", try file("a.json", json(a)), try file("b.json", json(b)))
    #expect(made.code == 0 && made.text.contains(words), "\(made.text)\(made.errors)")
    #expect(made.text.contains(sign))
  }

  @Test("Other types are compared as numbers, other shapes and tolerances are refused")
  func types() throws {
    let a = try file("a.json", "{\"dtype\": \"float32\", \"data\": [1, 2, 0]}")
    let b = try file("b.json", "{\"dtype\": \"float64\", \"data\": [1, 3, 0]}")
    let c = try file("c.json", "{\"dtype\": \"float32\", \"data\": [1, 2]}")
    let text = regx("show", "diff", a, b).text
    #expect(text.contains("float32 and float64, compared in float64"))
    #expect(text.contains("another value: 1") && text.contains("equal: 1"))
    #expect(regx("show", "diff", a, c).errors.contains("A has the shape (3) and B (2)"))
    #expect(regx("show", "diff", a, c).code == 2)
    #expect(regx("show", "diff", a, a, "--close").errors.contains("--close: is for what 'diff'"))
    #expect(regx("show", "diff", a, "-").code == 2)
  }

  @Test("Large files are shown from their corners, and a plane may be chosen")
  func large() {
    let line = "--mode dropout --input randn --shape 3,300,400 --p 0.4"
    let (a, b) = (made("a.npy", line + " --seed 1"), made("b.npy", line + " --seed 2"))
    let text = regx("show", "diff", a, b).text
    #expect(text.contains("Shown: ") && text.contains(" and the last "))
    #expect(text.contains(" of 300 rows, ") && text.contains(" of 400"), "\(text)")
    #expect(regx("show", "--at", "2", "diff", a, b).code == 0)
    #expect(regx("show", "--at", "3", "diff", a, b).errors.contains("must be within 0 to 2"))
  }

  @Test("What identify takes for dropped is drawn in its units, with the line that makes it")
  func identify() {
    let y = made("y.npy", "--mode drop-path --input randn --shape 6,2,2,2 --p 0.4 --seed 3")
    let made = regx(
      "show", "--width", "200", "identify", y, "--engine", "torch", "--seeds", "0:9")
    #expect(made.code == 0, "\(made.errors)")
    #expect(made.text.contains("one draw per sample") && made.text.contains("By sample: "))
    #expect(made.text.contains("dropped"))
    let svg = folder("y.svg")
    #expect(regx("show", "-o", svg, "identify", y, "--seeds", "none").code == 0)
    #expect(regx("show", "identify", folder("none.npy")).code == 2)
  }

  @Test("Where the zeros follow X, X stands beside them")
  func relu() throws {
    let values = (0..<60).map { ($0 * 37 % 61) - 30 }.map { $0 == 0 ? 1 : $0 }
    func json(_ data: [Int]) -> String { "{\"dtype\": \"float32\", \"data\": \(data)}" }
    let x = try file("x.json", json(values))
    let y = try file("y.json", json(values.map { max($0, 0) }))
    let made = regx("show", "--width", "200", "identify", x, y, "--seeds", "none")
    #expect(made.code == 0 && made.text.contains("digit: |value|"), "\(made.text)\(made.errors)")
    #expect(made.text.contains("unexplained"))
  }
}
