// regx identify: what turned one tensor into another, from the data alone.

import CommandTable
import Identification
import RandomStreams
import Regularization
import Synchronization
import TensorCore
import TensorFormats

extension Subcommand {
  static let identify = Subcommand(
    command: Command(
      "identify", summary: "Find what turned X into Y: the mode, p, the engine and the seed",
      description:
        "Reads the relation of two tensors from their bits: what is dropped together, by what rule"
        + " the rest is scaled, in which order it was rounded, and p. That needs no engine, and"
        + " holds for a GPU's mask, too. Then it searches the engines' draws for those that make Y"
        + " bit for bit, or to the printed digits.\n\n"
        + "X is a file, or how the input was made where only that is known: ones, arange, rand or"
        + " randn, the last two drawn by the unknown seed itself. With Y alone, Y is a mask or a"
        + " masked tensor: zero or not is all that is used.\n\n"
        + "Exit code 0: identified, or ambiguous, with every explanation listed. 1: unexplained or"
        + " undetermined, and it says why. A run that nobody seeded can be found, too: only 32 bits"
        + " of PyTorch's random seed reach the CPU's generator (--seeds all).",
      examples: [
        Example("regx identify x.npy y.npy", shows: "What made y of x, and at which seed"),
        Example("regx identify mask.npy", shows: "Which seed draws this mask"),
        Example(
          "regx identify rand y.txt --p 0.33",
          shows: "An output printed with four digits, of an input that nobody kept"),
        Example(
          "regx identify mask.npy --engine torch --seeds all",
          shows: "The mask of a run that nobody seeded"),
      ],
      groups: [
        FlagGroup("What is known", [.knownModes, .knownProbability, .tensor]),
        FlagGroup(
          "What is searched", [.searchedEngines, .searchedSeeds, .searchedPositions, .searchedGaps]),
        FlagGroup(
          "The generator's state", [.state, .noState, .stateWithin, .then, .wordsBefore]),
        FlagGroup("What is printed", [.reportFormat, .output, .threads, .quiet]),
      ],
      operands: [
        Operand("X", help: "The input, or the mask where it stands alone", values: .file),
        Operand("Y", help: "What was made of it", count: .optional, values: .file),
      ]),
    run: { invocation, console in
      let options = invocation.options
      let output = try Output(options, to: console)
      let asked = try IdentifyQuestion(invocation)
      let progress = SearchProgress(on: console, isQuiet: options.quiet)
      let answer = try Identification.identify(asked.question, monitor: progress.monitor)
      progress.end()
      let report = IdentifyReport(asked, answer)
      try output.write { writer in
        try writer.write(options.answers.format == .json ? report.json : report.text)
      }
      switch answer.verdict {
      case .identified, .ambiguous: return
      case .undetermined, .unexplained: throw CheckFailed()
      }
    })
}

/// What the command line asks, its files opened.
struct IdentifyQuestion {
  let question: Question
  /// X as it was typed; `nil` for Y alone.
  let input: String?
  let engines: [Engine]
  let options: Options

  init(_ invocation: Invocation<Options>) throws {
    options = invocation.options
    let words = invocation.operands
    let identify = options.identify
    if words.filter({ $0 == "-" }).count > 1 {
      throw Program.regx.usageError(
        "both operands are '-', and standard input holds one tensor", in: invocation)
    }
    let y = try Self.observed(words[words.count - 1], options, unsaid: nil)
    input = words.count == 2 ? words[0] : nil
    let known: KnownInput =
      switch input {
      case nil: .unknown
      case "ones": .ones
      case "arange": .arange
      case "rand": .rand
      case "randn": .randn
      case .some(let path):
        .tensor(try Self.observed(path, options, unsaid: y.source.dtype))
      }
    if case .tensor(let x) = known, x.source.shape != y.source.shape {
      throw Failure(
        "\(quoted(words[0])) has the shape \(x.source.shape), and \(quoted(words[1]))"
          + " \(y.source.shape): no mode changes a shape")
    }
    let engines = identify.engines ?? Engine.searchable
    self.engines = engines
    var candidates = Mode.candidates(identify.modes, on: engines)
    if case .tensor(let x) = known, y.digits == nil, y.source.dtype.kind == .floating {
      // A mode whose result would have a wider type did not make this one.
      candidates.removeAll { candidate in
        let promotion = candidate.make(0.5).promotion(of: x.source.dtype)
        return promotion != nil && promotion?.dtype != y.source.dtype
      }
    }
    var question = Question(
      input: known, output: y, candidates: candidates,
      engines: engines.compactMap(\.searched))
    question.seeds = identify.seeds
    question.positions = identify.positions
    question.gaps = identify.gaps
    question.recovery = identify.recovery
    question.seedWithin = identify.seedWithin
    question.p = identify.p ? options.p : nil
    question.threads = options.threads ?? Threads.available
    let plain = options
    question.further = try identify.further.map { path, words in
      FurtherMask(after: words, try Self.observed(path, plain, unsaid: y.source.dtype))
    }
    self.question = question
  }

  /// A tensor, with the digits that it was printed with if it is printed text.
  private static func observed(
    _ path: String, _ options: Options, unsaid: DType?
  ) throws -> Observed {
    var options = options
    options.textDtype = unsaid ?? .float32
    // Opened once: a pipe can be read only once, and its text tells how exact it is.
    let bytes: ByteSource
    do throws(FormatError) {
      bytes = try path == "-" ? ByteSource(descriptor: 0) : ByteSource(path: path)
    } catch {
      throw Failure("\(quoted(path)): \(error)")
    }
    let source = try openTensor(
      in: bytes, path: path == "-" ? nil : path, as: quoted(path), options)
    guard source.dtype.kind == .floating else { return Observed(source) }
    let start = try bytes.bytes(0..<min(bytes.count, 1 << 16))
    return Observed(source, digits: PrintedDigits.ofText(Array(start)))
  }
}

/// A line on a terminal for a search that takes longer than a second.
private final class SearchProgress: @unchecked Sendable {
  // Unchecked because of the console; `Progress` guards its own state.
  private let progress: Progress?
  private let made = Mutex(0)
  private static let total = 10_000

  init(on console: Console, isQuiet: Bool) {
    progress = isQuiet || !console.errIsTerminal ? nil : Progress(total: Self.total, on: console)
  }

  var monitor: SearchMonitor {
    SearchMonitor(
      progress: { [self] share in
        let now = Int(share * Double(Self.total))
        let step = made.withLock { made in
          defer { made = Swift.max(made, now) }
          return Swift.max(0, now - made)
        }
        if step > 0 { progress?.made(step) }
      },
      isCancelled: { Interruption.isWaiting })
  }

  func end() {}
}
