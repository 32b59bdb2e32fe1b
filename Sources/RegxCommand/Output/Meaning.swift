// What the parts of a shared file must have in common.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import TensorFormats

extension Invocation where Options == RawFlags {
  /// A text that is the same for all parts of one tensor: the command line without what says which
  /// part is made, how, and what is said meanwhile. A file counts by what is in it.
  ///
  /// - Throws: `Failure` where a file cannot be read.
  var meaning: String {
    get throws {
      try Program.regx.meaning(
        of: self, ignoring: ["shard", "into", "threads", "color", "quiet", "format"],
        file: fileMeaning)
    }
  }
}

/// What a file holds, in few words: its size and a checksum of the whole, or of 64 pieces of one
/// that is larger than 1 MB. The name of what is no regular file.
///
/// Not the name and not the time: the machines that share a file may have copies of its input.
private func fileMeaning(_ path: String) throws -> String {
  guard case .file = Input(path), !OutputFile.isDirect(path) else { return path }
  let (piece, pieces) = (16 << 10, 64)
  var hash = SHA256()
  do {
    let file = try ByteSource(path: path)
    if file.count <= piece * pieces {
      hash.update(try file.bytes(0..<file.count))
    } else {
      for i in 0..<pieces {
        let start = (file.count - piece) / (pieces - 1) * i
        hash.update(try file.bytes(start..<start + piece))
      }
    }
    return "\(file.count) bytes, SHA-256 \(SHA256.hexadecimal(hash.digest()))"
  } catch {
    throw Failure("\(quoted(path)): \(error)")
  }
}
