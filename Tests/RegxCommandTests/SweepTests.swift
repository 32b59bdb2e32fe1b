// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Sweeps in pieces.
@Suite struct SweepTests {
  private let sweep = [
    "sweep", "--p", "0.1:0.5:0.2", "--seed", "0:2", "--mode", "dropout,drop-path", "--trials", "20",
    "--input", "randn",
  ]

  @Test(arguments: ["table", "csv", "json"], ["1", "3"])
  func `pieces one after the other are the whole, byte for byte`(format: String, threads: String) {
    let words = sweep + ["--format", format, "--threads", threads]
    let whole = regx(words)
    #expect(whole.code == 0, "\(whole.errors)")
    for bounds in [[0, 1, 18], [0, 7, 7, 17, 18], [0, 18, 18], [0, 0, 18]] {
      let pieces = zip(bounds, bounds.dropFirst()).map { regx(words + ["--runs", "\($0):\($1)"]) }
      #expect(pieces.flatMap(\.bytes) == whole.bytes, "\(bounds)")
    }
    let (start, rest) = (regx(words + ["--runs", ":5"]), regx(words + ["--runs", "5:"]))
    #expect(start.bytes + rest.bytes == whole.bytes)
  }

  @Test func `the whole as JSON can be read`() throws {
    let json = try JSONSerialization.jsonObject(
      with: Data(regx(sweep + ["--format", "json"]).bytes))
    #expect(((json as? [String: Any])?["rows"] as? [Any])?.count == 18)
  }

  @Test(arguments: [
    ("19:", "the sweep has 18 runs"), ("0:19", "the sweep has 18 runs"), ("5:3", "in order"),
    ("5", "START:END"), ("a:b", "START:END"),
  ])
  func `runs that there are not are refused`(runs: String, says: String) {
    let outcome = regx(sweep + ["--runs", runs])
    #expect(outcome.code == 2)
    #expect(outcome.bytes.isEmpty)
    #expect(outcome.errors.contains("--runs '\(runs)'"))
    #expect(outcome.errors.contains(says), "\(outcome.errors)")
  }
}
