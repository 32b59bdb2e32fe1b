// SPDX-License-Identifier: Apache-2.0

import Foundation
import TensorCore
import TensorFormats

@testable import RegxCommand

/// What one run of the program gave.
struct Outcome {
  let code: Int32
  let bytes: [UInt8]
  let errors: String
  /// The processor time that the calling thread took: a busy machine does not stretch it.
  var seconds = 0.0

  var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Runs the program in process.
func regx(_ words: String...) -> Outcome { regx(words) }

/// - Parameter least: The fewest elements that get a thread of their own.
func regx(_ words: [String], least: Int = Threads.least) -> Outcome {
  let (out, err) = (ByteBuffer(), ByteBuffer())
  let start = processorSeconds
  let code = run(words, on: Console(out: out, err: err, leastForThread: least))
  return Outcome(
    code: code, bytes: out.bytes, errors: String(decoding: err.bytes, as: UTF8.self),
    seconds: processorSeconds - start)
}

private var processorSeconds: Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// A folder beside the tests.
func testFolder(_ name: String) -> String {
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent(name).path
}
