// regx explore without a terminal: what keys make of the state, and what stands on the screen.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Pictures
import TensorFormats
import Testing

@testable import RegxCommand

@Suite("regx explore")
struct ExploreTests {
  /// The state that a command line begins with.
  private func state(_ line: String = "") throws -> ExploreState {
    let words = ["explore"] + line.split(separator: " ").map(String.init)
    guard case .run(let line) = try Program.regx.parse(words) else {
      throw Failure("a command line of explore")
    }
    let own = line.options.engine.engine.framework.comparedModes
    return try ExploreState(
      line.options, modes: line.isGiven("mode") ? line.options.mode.modes : own)
  }

  private let console = Console(out: ByteBuffer(), err: ByteBuffer())

  private func after(_ keys: [Key], _ line: String = "") throws -> ExploreState {
    var state = try state(line)
    for key in keys { state.press(key, fresh: 1_234_567) }
    return state
  }

  private func typed(_ text: String) -> [Key] { text.map { .sign($0) } + [.enter] }

  private func terminal(
    _ width: Int, _ height: Int, isUnicode: Bool = true
  ) -> TerminalCapabilities {
    TerminalCapabilities(width: width, height: height, colours: .none, isUnicode: isUnicode)
  }

  // MARK: Keys

  private static let bytes: [(bytes: String, keys: [Key])] = [
    ("\u{1b}[A\u{1b}[B\u{1b}[C\u{1b}[D", [.up, .down, .right, .left]),
    ("\u{1b}OA\u{1b}OH\u{1b}OF", [.up, .home, .end]), ("\u{1b}[1;5A", [.up]),
    ("\u{1b}[5~\u{1b}[6~\u{1b}[1~\u{1b}[4~\u{1b}[Z", [.pageUp, .pageDown, .home, .end, .backTab]),
    ("q\t\r\n\u{7f}\u{4}", [.sign("q"), .tab, .enter, .enter, .backspace, .endOfInput]),
    // What means nothing here: other keys, Alt, letters outside ASCII, endless sequences.
    ("\u{1b}[15~\u{1b}xa", [.sign("a")]), ("\u{1b}\u{1b}[A", [.escape, .up]),
    ("é\u{1}b", [.sign("b")]),
    ("\u{1b}[" + String(repeating: "1;", count: 20) + "mA", [.sign("A")]),
  ]

  @Test("Bytes are the keys that they stand for, however they come apart", arguments: bytes)
  func decoding(bytes: String, keys: [Key]) {
    let all = Array(bytes.utf8)
    var whole = KeyDecoder()
    let decoded = whole.keys(all)
    #expect(decoded == keys && !whole.isWaiting)
    for cut in all.indices {
      var parts = KeyDecoder()
      #expect(parts.keys(all[..<cut]) + parts.keys(all[cut...]) == decoded)
    }
  }

  @Test("An escape by itself is a key, and half a sequence is none")
  func escape() {
    var decoder = KeyDecoder()
    #expect(decoder.keys([0x1b]).isEmpty && decoder.isWaiting && decoder.flush() == .escape)
    #expect(decoder.keys([0x1b, 0x5b]).isEmpty && decoder.flush() == nil && !decoder.isWaiting)
  }

  // MARK: The state

  @Test(
    "A key changes what is chosen by one step, a page by ten",
    arguments: [
      ([.up], "--p 0.51 --seed 0"), ([.pageDown], "--p 0.4 --seed 0"),
      ([.pageUp, .pageUp, .pageUp, .pageUp, .pageUp, .up], "--p 1 --seed 0"),
      ([.right, .up], "--p 0.5 --seed 1"), ([.right, .down], "--p 0.5 --seed 0"),
      ([.right, .right, .up], "--shape 4,2,2,2"), ([.tab, .tab, .tab, .down, .down], "3,1,2,2"),
      ([.left, .up], "--mode drop-path,vanilla-dropout"),
      ([.sign("v")], "--show noise"), ([.sign("v"), .sign("v")], "--seed 0"),
      ([.sign("e")], "--engine torch-mkl"), ([.sign("r")], "--seed 234567"),
      ([.sign("m")], "--mode drop-path,dropout,vanilla-dropout"),
      ([.sign("x")], "--mode drop-path"),
      ([.home, .left, .home, .up], "--p 0.51"),
    ] as [([Key], String)])
  func steps(keys: [Key], words: String) throws {
    let state = try after(keys)
    #expect(state.command.contains(words), "\(state.command)")
  }

  @Test(
    "A value may be typed, and a wrong one is refused with a reason",
    arguments: [
      (0, "0.33", "--p 0.33 ", nil), (0, "1/3", "--p 0.3333333333333333 ", nil),
      (0, "7%", "--p 0.07 ", nil), (0, "2", "--p 0.5 ", "'2': must be between 0 and 1"),
      (1, "2021", "--seed 2021 ", nil), (1, "-1", "--seed -1 ", nil),
      (1, "1,2", "--seed 0 ", "'1,2': must be an integer"),
      (2, "8,16,3", "--shape 8,16,3 ", nil), (3, "9", "--shape 3,9,2,2 ", nil),
      (2, "300,300", "--shape 3,2,2,2 ", "at most 65,536 elements"),
      (2, "1,1,1,1,1,1,1", "--shape 3,2,2,2 ", "at most 6 axes"),
      (2, "99999999999", "--shape 3,2,2,2 ", "at most 65,536 elements"),
    ] as [(Int, String, String, String?)])
  func typing(place: Int, text: String, words: String, message: String?) throws {
    let state = try after(Array(repeating: .right, count: place) + typed(text))
    #expect(state.command.contains(words), "\(state.command)")
    if let message { #expect(state.message?.contains(message) == true, "\(state.message ?? "")") }
  }

  @Test("Typing can be given up, and moving on takes what was typed")
  func leaving() throws {
    #expect(try after([.sign("0"), .sign("."), .sign("1"), .escape]).command.contains("--p 0.5 "))
    #expect(try after([.sign("."), .sign("1"), .right]).command.contains("--p 0.1 "))
    #expect(try after([.sign("9"), .right]).control == .p)
    #expect(try after([.end, .sign("9")]).message == "this is chosen by the arrow keys")
    #expect(try after([.sign("9"), .backspace]).typed == nil)
    #expect(try after([.sign("9"), .endOfInput]).isDone)
    #expect(try after([.sign("?"), .up]).command.contains("--p 0.5 "))
    #expect(try after([.sign("q")]).isDone)
  }

  @Test("Modes that an engine lacks come back with the engine that has them")
  func engines() throws {
    var state = try state("--engine torch dropout2d drop-path")
    let command = state.command
    let engines = Engine.catalogue.count { $0.sameAs == nil }
    for _ in 0..<engines {
      state.press(.sign("e"), fresh: 0)
      #expect(!state.modes.isEmpty)
    }
    #expect(state.command == command)
  }

  // MARK: The screen

  /// Keys as somebody presses them who tries everything, the same each time.
  private func walk(_ count: Int) -> [Key] {
    let keys: [Key] =
      [.up, .down, .left, .right, .right, .right, .pageUp, .pageDown, .home, .end, .enter, .escape]
      + "mxevr?m4,1.-0".map { .sign($0) }
    var state: UInt64 = 2021
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return keys[Int(state >> 33) % keys.count]
    }
  }

  @Test("Whatever is pressed, the screen fits its terminal, and nothing overlaps")
  func fits() throws {
    let sizes = [(80, 24), (200, 50), (60, 20), (40, 16), (20, 5)]
    var state = try state()
    for (number, key) in walk(150).enumerated() {
      state.press(key, fresh: UInt32(number))
      #expect(!state.isDone)
      let (width, height) = sizes[number % sizes.count]
      let canvas = ExploreView(
        state, state.results(console), on: terminal(width, height, isUnicode: number % 2 == 0)
      ).canvas
      #expect(canvas.width <= width && canvas.height <= height, "\(state.command)")
      #expect(canvas.collisions == 0, "\(state.command)")
      if number % 2 == 1 {
        #expect(canvas.text(.none, isUnicode: true).utf8.allSatisfy { $0 < 127 })
      }
    }
  }

  @Test("The command line says all that the state is, and runs where something is drawn")
  func command() throws {
    var state = try state()
    for (number, key) in walk(120).enumerated() {
      state.press(key, fresh: UInt32(number))
      guard number % 3 == 0 else { continue }
      let words = state.command.split(separator: " ").dropFirst().map(String.init)
      let made = regx(words)
      switch state.results(console) {
      case .made(_, _, let results):
        let request = try state.request()
        #expect(made.code == 0 && !made.text.isEmpty, "\(state.command)")
        #expect(request.shown == [state.shown] && request.input.shape == state.shape)
        #expect(request.engine.engine.name == state.engine.name)
        #expect(request.engine.seed == state.seed && request.arguments.p == state.p)
        #expect(request.input.input == state.input)
        #expect(results.map(\.mode.name) == state.modes.map(\.name))
        #expect(!state.hasBlocks || request.arguments.blockSize == state.blockSize)
      case .refused: #expect(made.code == 2, "\(state.command)")
      }
    }
  }

  @Test("At 80 x 24 everything is there")
  func standard() throws {
    let state = try state("--seed 2021 --p 0.33")
    let text = ExploreView(state, state.results(console), on: terminal(80, 24)).canvas
      .text(.none, isUnicode: true)
    #expect(
      text == """
         regx explore                                                       PyTorch CPU
         p ‹0.33›   seed 2021   shape 3,2,2,2   input rand   show mask   engine torch
         modes drop-path  dropout

              DropPath  one draw per sample   Dropout  one draw per element
         [0]  ▇▇ ▇▇  ▇▇ ▇▇                    ▇▇ ▇▇  ▇▇ ▇▇
              ▇▇ ▇▇  ▇▇ ▇▇                    ▇▇ ▇▇  ▇▇ ▇▇

         [1]  ·· ··  ·· ··   sample dropped   ·· ▇▇  ▇▇ ▇▇   3 of 8 dropped
              ·· ··  ·· ··                    ▇▇ ··  ·· ▇▇

         [2]  ▇▇ ▇▇  ▇▇ ▇▇                    ▇▇ ··  ▇▇ ▇▇   2 of 8 dropped
              ▇▇ ▇▇  ▇▇ ▇▇                    ▇▇ ▇▇  ·· ▇▇

        ▇▇ kept   ·· dropped


                    dropped            zeros    mean (input 0.5025)   scale
         DropPath   1 of 3 samples     33.3 %   0.5462                1.493
         Dropout    5 of 24 elements   20.8 %   0.6038                1.493

         $ regx compare --shape 3,2,2,2 --p 0.33 --seed 2021 --show mask

         ← → choose  ↑ ↓ change  m x modes  e engine  v values  r seed  ? help  q quit

        """)
  }

  @Test("Without a terminal it is refused, and so is what no screen holds")
  func refused() {
    let made = regx("explore")
    #expect(made.code == 2 && made.text == "")
    #expect(made.errors.hasPrefix("regx: explore: needs a terminal, and standard input is none"))
    #expect(regx("explore", "--p", "2").errors.contains("must be between 0 and 1"))
    #expect(regx("explore", "--input", "x.npy").code == 2)
  }
}
