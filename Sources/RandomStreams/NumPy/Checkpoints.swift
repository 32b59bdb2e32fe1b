// Reading a stream that can only be read in order from any place.
// SPDX-License-Identifier: Apache-2.0

/// A stream whose draws take an unknown number of words each, with copies saved along the way.
///
/// Making one runs through the whole draw, as the original does, so that the stream is left where
/// the original leaves it. A block that begins where the last one ended is read on; any other is
/// reached from the nearest copy before it.
struct Checkpoints<Stream: Sendable>: Sendable {
  /// Passes over the given number of values.
  typealias Skip = @Sendable (inout Stream, Int) -> Void

  /// Values from one notice to the next: about a tenth of a second of normals.
  private static var piece: Int { 1 << 24 }

  /// Values from one copy to the next: no more than 256 copies, none within 65,536 values.
  private let distance: Int
  private let skip: Skip
  private let progress: DrawProgress?
  private var copies: [Stream] = []
  private var cursor: Stream
  private var position = 0

  /// Passes over `count` values of `stream` with `skip`, and tells `progress`.
  init(
    _ stream: inout Stream, count: Int, progress: DrawProgress?, skip: @escaping Skip
  ) {
    distance = max(65_536, count / 256 + 1)
    self.skip = skip
    self.progress = progress
    cursor = stream
    var done = 0
    repeat {
      copies.append(stream)
      let run = min(distance, count - done)
      Self.pass(run, of: &stream, skip) { progress?(done + $0, count) }
      done += run
    } while done < count
  }

  /// Passes over values, and tells now and then how many.
  private static func pass(
    _ count: Int, of stream: inout Stream, _ skip: Skip, _ tell: (Int) -> Void
  ) {
    var done = 0
    while done < count {
      let run = min(piece, count - done)
      skip(&stream, run)
      done += run
      if run == piece { tell(done) }
    }
  }

  /// Hands the stream, standing before the value at `index`, to a body that reads `count` values.
  mutating func read(_ count: Int, from index: Int, _ body: (inout Stream) -> Void) {
    let nearest = min(index / distance, copies.count - 1)
    if index < position || nearest * distance > position {
      cursor = copies[nearest]
      position = nearest * distance
    }
    let ahead = index - position
    if ahead > 0 { Self.pass(ahead, of: &cursor, skip) { [progress] in progress?($0, ahead) } }
    body(&cursor)
    position = index + count
  }
}
