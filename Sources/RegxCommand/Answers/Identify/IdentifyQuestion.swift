// What `identify` asks: the tensors read, the engines and modes chosen.

import CommandTable
import Identification
import Regularization
import TensorCore
import TensorFormats

/// What the command line asks, its files opened.
struct IdentifyQuestion {
  let question: Question
  let request: IdentifyRequest
  let engines: [Engine]

  init(_ request: IdentifyRequest) throws {
    self.request = request
    let flags = request.flags
    let y = try Self.observed(request.output, request, textDtype: .float32)
    let known: KnownInput =
      switch request.input {
      case nil: .unknown
      case "ones": .ones
      case "arange": .arange
      case "rand": .rand
      case "randn": .randn
      case .some(let path):
        .tensor(try Self.observed(path, request, textDtype: y.source.dtype))
      }
    if case .tensor(let x) = known, x.source.shape != y.source.shape {
      throw Failure(
        "\(quoted(request.input ?? "")) has the shape \(x.source.shape), and"
          + " \(quoted(request.output))"
          + " \(y.source.shape): no mode changes a shape")
    }
    let engines = flags.engines ?? Engine.searchable
    self.engines = engines
    var candidates = Mode.candidates(flags.modes, on: engines)
    if case .tensor(let x) = known, y.decimals == nil, y.source.dtype.kind == .floating {
      // A mode whose result would have a wider type did not make this one.
      candidates.removeAll { candidate in
        let promotion = candidate.make(0.5).promotion(of: x.source.dtype)
        return promotion != nil && promotion?.dtype != y.source.dtype
      }
    }
    var question = Question(
      input: known, output: y, candidates: candidates,
      engines: engines.compactMap(\.searched))
    question.seeds = flags.seeds
    question.positions = flags.positions
    question.gaps = flags.gaps
    question.recovery = flags.recovery
    question.seedWithin = flags.seedWithin
    question.p = flags.p
    question.threads = request.destination.threadCount
    question.further = try flags.further.map { path, words in
      FurtherMask(
        after: words, try Self.observed(path, request, textDtype: y.source.dtype))
    }
    self.question = question
  }

  /// A tensor, with the digits that it was printed with if it is printed text.
  private static func observed(
    _ path: String, _ request: IdentifyRequest, textDtype: DType
  ) throws -> Observed {
    // Opened once: a pipe can be read only once, and its text tells how exact it is.
    let bytes: ByteSource
    do throws(FormatError) {
      bytes = try path == "-" ? ByteSource(descriptor: 0) : ByteSource(path: path)
    } catch {
      throw Failure("\(quoted(path)): \(error)")
    }
    let reading = Reading(tensorName: request.tensorName, textDtype: textDtype)
    let source = try reading.tensor(path: path == "-" ? nil : path, as: quoted(path)) { bytes }
    guard source.dtype.kind == .floating else { return Observed(source) }
    return Observed(source, decimals: try printedDecimals(bytes, path))
  }

  /// How many digits stand after the point in text that a framework printed; `nil` for a file that
  /// holds numbers exactly.
  private static func printedDecimals(_ bytes: ByteSource, _ path: String) throws -> Int? {
    let start = try bytes.bytes(0..<min(bytes.count, 1 << 16))
    // A binary file, or a format whose numbers are exact.
    guard !start.contains(0), start.containsWord("tensor(") else { return nil }
    var (decimals, run, isAfterPoint) = (0, 0, false)
    for byte in start {
      switch byte {
      case UInt8(ascii: "."): (isAfterPoint, run) = (true, 0)
      case UInt8(ascii: "0")...UInt8(ascii: "9") where isAfterPoint: run += 1
      default:
        if isAfterPoint, byte == UInt8(ascii: "e") {
          throw Failure(
            "\(quoted(path)): is printed in scientific notation, whose digits are not searched;"
              + " print it with torch.set_printoptions(sci_mode=False)")
        }
        if isAfterPoint { decimals = max(decimals, run) }
        isAfterPoint = false
      }
    }
    // Numbers printed as 2. are whole.
    return decimals == 0 ? nil : decimals
  }
}

extension [UInt8] {
  fileprivate func containsWord(_ word: StaticString) -> Bool {
    let wanted = word.withUTF8Buffer { [UInt8]($0) }
    guard count >= wanted.count else { return false }
    return (0...count - wanted.count).contains {
      self[$0..<$0 + wanted.count].elementsEqual(wanted)
    }
  }
}
