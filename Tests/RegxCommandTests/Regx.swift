import Foundation
import TensorCore
import TensorFormats

@testable import RegxCommand

/// What one run of the program gave.
struct Outcome {
  let code: Int32
  let bytes: [UInt8]
  let errors: String

  var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Runs the program in process.
func regx(_ words: String...) -> Outcome { regx(words) }

/// - Parameter least: The fewest elements that get a thread of their own.
func regx(_ words: [String], least: Int = Threads.least) -> Outcome {
  let (out, err) = (ByteBuffer(), ByteBuffer())
  let code = run(words, on: Console(out: out, err: err, leastForThread: least))
  return Outcome(
    code: code, bytes: out.bytes, errors: String(decoding: err.bytes, as: UTF8.self))
}

/// A folder beside the tests.
func testFolder(_ name: String) -> String {
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent(name).path
}
