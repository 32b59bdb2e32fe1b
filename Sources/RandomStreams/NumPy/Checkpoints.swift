// Reading a stream that can only be read in order from any place.

/// A stream whose draws take an unknown number of words each, with copies saved along the way.
///
/// Making one runs through the whole draw, as the original does, so that the stream is left where
/// the original leaves it. A block that begins where the last one ended is read on; any other is
/// reached from the nearest copy before it.
struct Checkpoints<Stream: Sendable>: Sendable {
  /// Passes over the given number of values.
  typealias Skip = @Sendable (inout Stream, Int) -> Void

  /// Values from one copy to the next: no more than 256 copies, none within 65,536 values.
  private let distance: Int
  private let skip: Skip
  private var copies: [Stream] = []
  private var cursor: Stream
  private var position = 0

  /// Passes over `count` values of `stream` with `skip`.
  init(_ stream: inout Stream, count: Int, skip: @escaping Skip) {
    distance = max(65_536, count / 256 + 1)
    self.skip = skip
    cursor = stream
    var done = 0
    repeat {
      copies.append(stream)
      let run = min(distance, count - done)
      skip(&stream, run)
      done += run
    } while done < count
  }

  /// Hands the stream, standing before the value at `index`, to a body that reads `count` values.
  mutating func read(_ count: Int, from index: Int, _ body: (inout Stream) -> Void) {
    let nearest = min(index / distance, copies.count - 1)
    if index < position || nearest * distance > position {
      cursor = copies[nearest]
      position = nearest * distance
    }
    if index > position { skip(&cursor, index - position) }
    body(&cursor)
    position = index + count
  }
}
