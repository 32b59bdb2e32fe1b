// What a reader says of bytes that are no tensor.

/// Why bytes could not be read as a tensor, or a tensor not be written in a format: one sentence
/// without the file's name, which the caller puts in front.
public struct FormatError: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
