// Which part of a tensor is asked for: a range of its elements, or one of N nearly equal parts.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import TensorCore

/// A part of a tensor's elements in row-major order.
enum Part: Hashable, Sendable {
  /// From the first element to before the second, or to the end.
  case range(Int, Int?)
  /// Part `index`, from 1, of `count` nearly equal parts: their sizes differ by one at the most.
  case shard(index: Int, count: Int)

  /// A slice as it is typed: `START:END`, either left out.
  init(slice text: String) throws(ValueError) {
    let ends = text.split(separator: ":", omittingEmptySubsequences: false)
    func end(_ text: Substring) -> Int?? {
      text.isEmpty ? .some(nil) : Int(text).flatMap { $0 >= 0 ? .some($0) : nil }
    }
    guard ends.count == 2, let start = end(ends[0]), let stop = end(ends[1]) else {
      throw ValueError("must be START:END, two numbers of elements, either left out")
    }
    if let stop, stop < start ?? 0 { throw ValueError("ends before it starts") }
    self = .range(start ?? 0, stop)
  }

  /// A shard as it is typed: `I/N`.
  init(shard text: String) throws(ValueError) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let index = numbers[0], let count = numbers[1], count >= 1,
      (1...count).contains(index)
    else {
      throw ValueError("must be I/N, part I of N, from 1/N to N/N")
    }
    self = .shard(index: index, count: count)
  }

  /// The elements of a tensor of this many.
  func range(of count: Int) throws -> Range<Int> {
    switch self {
    case .range(let start, let end):
      guard start <= count, end ?? count <= count else {
        throw Failure(
          "--slice '\(start):\(end.map(String.init) ?? "")': the tensor has \(count) elements")
      }
      return start..<(end ?? count)
    case .shard(let index, let parts):
      // The first `count % parts` parts have one element more.
      let (size, longer) = count.quotientAndRemainder(dividingBy: parts)
      func start(_ part: Int) -> Int { part * size + min(part, longer) }
      return start(index - 1)..<start(index)
    }
  }

  /// This part of `source`.
  func cut(from source: any Source) throws -> any Source {
    func cut<S: Source>(_ source: S) throws -> any Source {
      Slice<S.Element>(source, try range(of: source.shape.count))
    }
    return try cut(source)
  }
}
