// regx show: pictures of command lines.
// SPDX-License-Identifier: Apache-2.0

import TensorFormats
import Testing

@testable import RegxCommand

@Suite("regx show")
struct ShowTests {
  /// Lines that can be drawn, one for each kind of picture.
  static let lines = [
    "compare --shape 3,2,2,2 --p 0.33 --seed 2021",
    "compare --mode dropout,dropout2d,drop-path:bernoulli --shape 4,8,6,6",
    "compare --show mask,noise,output --shape 2,3,2,2", "compare --show input --input arange",
    "apply --mode alpha-dropout --input randn --show output --shape 2,3,7,7",
    "apply --mode drop-block:timm --shape 2,2,9,9 --block-size 3",
    "apply --mode drop-connect --shape 5,6", "apply --mode stochastic-depth:batch",
    "apply --shape scalar", "apply --shape 0,3", "apply --shape 37", "apply --shape 2,2,2,2,2,2",
    "apply --shape 2000,40", "apply --p 1 --mode drop-path --show output", "apply --eval",
    "sample randn --shape 3,4", "sample bits --shape 5", "sample --shape 0",
    "sweep --mode drop-path,drop-path:rand-gt --trials 10",
    "sweep --mode dropout --figure mean,power --trials 5 --p 0:0.5:0.1",
    "stats --running --trials 50", "stats --per-element --shape 2,3 --trials 20",
    "stats --variance-shift --trials 5 --shape 8,10", "schedule --rate 0.4 --depths 3,3,9,3",
    "schedule --depths 200 --rate 0.1", "schedule --depths 1 --rate 0 --trials 3",
    "network bottleneck --shape 4,16,7,7 --blocks 12 --rates linear",
    "network bottleneck --shape 1,8,4,4 --blocks 1 --eval",
  ]

  /// The environment of a terminal in Unicode.
  private static let environment = ["LANG": "C.UTF-8", "TERM": "xterm-256color"]

  private func show(
    _ flags: String, _ line: String, size: (columns: Int, rows: Int)? = nil
  ) -> Outcome {
    let (out, err) = (ByteBuffer(), ByteBuffer())
    let words = ["show"] + (flags + " " + line).split(separator: " ").map(String.init)
    let code = run(
      words,
      on: Console(
        out: out, err: err, outIsTerminal: size != nil, terminalSize: { size },
        environment: { Self.environment[$0] }))
    return Outcome(
      code: code, bytes: out.bytes, errors: String(decoding: err.bytes, as: UTF8.self))
  }

  @Test("Each kind of line is drawn at narrow and at wide terminals", arguments: lines)
  func widths(line: String) {
    for width in [40, 60, 80, 120, 200] {
      let made = show("--width \(width)", line)
      #expect(made.code == 0 && made.errors == "")
      #expect(made.text.hasSuffix(".\n"))
      for text in made.text.split(separator: "\n") { #expect(text.count <= width, "\(text)") }
      #expect(!made.text.contains("\u{1b}"))
    }
  }

  @Test("In ASCII there is nothing else", arguments: lines)
  func ascii(line: String) {
    let made = show("--ascii", line)
    #expect(made.code == 0 && made.text.utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) })
  }

  @Test("A terminal's size and colours are used, and flags have the last word")
  func terminal() {
    let line = "compare --mode dropout,dropout2d --shape 8,16,14,14"
    let made = show("", line, size: (columns: 60, rows: 24))
    #expect(made.text.contains("\u{1b}[38;5;32m"))
    #expect(!show("--color never", line, size: (columns: 60, rows: 24)).text.contains("\u{1b}"))
    #expect(show("--color always", line).text.contains("\u{1b}[38;5;32m"))
    #expect(made.text.split(separator: "\n", omittingEmptySubsequences: false).count <= 24)
  }

  @Test("The mask is what apply prints")
  func mask() {
    let made = show("", "apply --mode drop-path --shape 3,2,2,2 --p 0.33 --seed 2021")
    #expect(
      made.text == """
        shape 3,2,2,2  p 0.33  seed 2021            ▇▇ kept   ·· dropped
              DropPath  one draw per sample
         [0]  ▇▇ ▇▇  ▇▇ ▇▇
              ▇▇ ▇▇  ▇▇ ▇▇

         [1]  ·· ··  ·· ··   sample dropped
              ·· ··  ·· ··

         [2]  ▇▇ ▇▇  ▇▇ ▇▇
              ▇▇ ▇▇  ▇▇ ▇▇

        DropPath zeroed 1 of 3 samples and scaled the rest by 1.493.

        """)
  }

  @Test(
    "A finding is counted, and claims no more",
    arguments: [
      ("apply --mode alpha-dropout --shape 100", "AlphaDropout dropped "),
      ("apply --mode stochastic-depth:batch --p 1", "dropped the batch"),
      ("apply --eval --shape 7", "Dropout zeroed 0 of 7 elements."),
      (
        "sweep --mode drop-path:rand-gt --trials 3",
        "drop-path:rand-gt drops 1 - p of its draws, not p."
      ),
      (
        "schedule --rate 0.4 --depths 3,3,9,3",
        "On average 14.4 of 18 blocks are live; the last is dropped 40 % of the time."
      ),
      (
        "network bottleneck --shape 8,16,7,7 --blocks 12 --rates linear --seed 1",
        "DropPath skipped 21 of 96 blocks; no two samples went the same way."
      ),
      (
        "apply --shape 2000,40",
        "Looked at: the first 512 and the last 512 of 2,000 along axis 0."
      ),
      ("apply --shape 9000", "Looked at: the first 1,024 of 9,000 along axis 0."),
    ])
  func finding(line: String, words: String) {
    #expect(show("--width 200", line).text.contains(words))
  }

  @Test(
    "What cannot be drawn is refused in one line",
    arguments: [
      ("", "print x.npy", "regx: show: COMMAND 'print': has no picture; take one of compare,"),
      ("", "compare --p 1.5", "regx: compare: --p '1.5': must be between 0 and 1"),
      ("", "compare -o x.svg", "regx: show: --output: stands before 'compare'"),
      ("", "compare --format json", "regx: show: --format: is for what 'compare' prints"),
      ("", "sweep --runs 0:3", "regx: show: --runs: is for what 'sweep' prints"),
      ("-o x.png", "compare", "regx: show: -o 'x.png': must be the name of a .svg file"),
      ("--at 0", "compare", "regx: show: --at '0': must have an index for each axis but rows"),
      ("--at 3,1", "compare", "regx: show: --at '3,1': must be within 0 to 2, 0 to 1"),
      ("--at 1,a", "compare", "regx: show: --at '1,a': must be indices from 0 on"),
      ("--at 1", "sample", "regx: show: --at: means nothing to 'sample'"),
      ("--width 5", "compare", "regx: show: --width '5': must be from 20 to 10000"),
      ("", "network mlp", "regx: show: NETWORK 'mlp': has no picture; take bottleneck"),
      ("", "stats", "regx: stats: show draws --running"),
      (
        "", "sweep --trials 2 --seed 0:99",
        "regx: show: --mode, --engine, --seed and --figure: come to"
      ),
    ])
  func refused(flags: String, line: String, words: String) {
    let made = show(flags, line)
    #expect(made.code == 2 && made.text == "")
    #expect(made.errors.hasPrefix(words), "\(made.errors)")
  }

  @Test("What follows the command's name is that command's, a flag of the same name too")
  func ownFlags() {
    let made = show("--width 60", "compare --show mask --quiet --threads 2")
    #expect(made.code == 0)
    #expect(show("--width", "compare").errors.hasPrefix("regx: show: --width 'compare'"))
  }

  @Test("An SVG appears under its name, and nothing is printed")
  func svg() throws {
    let folder = try TemporaryFolder()
    for (place, line) in Self.lines.enumerated() {
      let path = folder("\(place).svg")
      let made = show("-o \(path)", line)
      #expect(made.code == 0 && made.text == "" && made.errors == "", "\(line): \(made.errors)")
      let text = String(decoding: folder.bytes(of: "\(place).svg"), as: UTF8.self)
      #expect(text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n") && text.utf8.count <= 100_000)
    }
  }

  @Test("A file's name is shown without its escapes")
  func names() throws {
    let folder = try TemporaryFolder()
    let name = "a\u{1b}[31m\u{202e}.npy"
    #expect(regx("sample", "--shape", "2", "-o", folder(name)).code == 0)
    let made = regx("show", "compare", "--input", folder(name))
    #expect(made.code == 0 && made.text.contains("input '/"))
    #expect(!made.text.contains("\u{1b}") && !made.text.contains("\u{202e}"))
  }
}
