// How the tensors of a command are written, and where.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import TensorFormats

/// The format, the part of each tensor, and the file.
struct OutputRequest {
  /// A file that several processes fill, each with its part.
  struct Shared {
    let path: String
    let part: Part
    /// What the part must be a part of.
    let meaning: String
  }

  let format: TensorFormat
  let isSideBySide: Bool
  /// `nil` for the whole.
  let part: Part?
  let shared: Shared?
  let print: PrintFlags
  let destination: OutputFlags

  /// - Throws: for what does not go together.
  init(_ line: RawLine) throws {
    let (flags, destination) = (line.options.tensors, line.options.output)
    if flags.slice != nil, flags.shard != nil {
      throw Failure("--slice: does not go with --shard, a part already; give one of them")
    }
    format = try flags.format ?? Self.format(of: destination) ?? .torch
    if flags.sideBySide, !format.isText || format == .json {
      throw Failure("--side-by-side: columns are for text, not for '\(format.name)'")
    }
    try Self.refuseBeside(flags, destination)
    if let refusal = flags.print.refusal(by: flags.shared == nil ? format : .npy) {
      throw Failure(refusal)
    }
    (isSideBySide, print) = (flags.sideBySide, flags.print)
    part = flags.slice ?? flags.shard
    shared = try flags.shared.map {
      Shared(
        path: $0, part: flags.shard ?? .shard(index: 1, count: 1), meaning: try line.meaning)
    }
    self.destination = destination
  }

  /// Refuses what does not go with a shared file.
  private static func refuseBeside(_ flags: TensorFlags, _ destination: OutputFlags) throws {
    guard let shared = flags.shared else { return }
    if destination.file != nil {
      throw Failure("--into \(quoted(shared)): does not go with --output; give one of them")
    }
    if let format = flags.format, format != .npy {
      throw Failure(
        "--into \(quoted(shared)): is a .npy file, not '\(format.name)'; leave --format out")
    }
    if flags.slice != nil {
      throw Failure(
        "--into \(quoted(shared)): takes --shard I/N, by which a finished file is told from a"
          + " partial one, not --slice")
    }
  }

  /// The format that the file's ending chooses; `nil` where it says nothing.
  private static func format(of destination: OutputFlags) throws -> TensorFormat? {
    guard let name = destination.fileWithEnding else { return nil }
    if let format = TensorFormat.forFile(name) { return format }
    if OutputFile.isDirect(name) { return nil }
    let endings = TensorFormat.written.flatMap(\.endings).map { ".\($0)" }
    throw Failure(
      "--output \(quoted(name)): its ending is none of \(endings.joined(separator: ", ")); say which"
        + " --format is meant")
  }
}

extension OutputFlags {
  /// The name of the file, if it has an ending to choose a format by.
  var fileWithEnding: String? {
    guard let file, let last = file.split(separator: "/").last, last.dropFirst().contains(".")
    else { return nil }
    return file
  }
}
