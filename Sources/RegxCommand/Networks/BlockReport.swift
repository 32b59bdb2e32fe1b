// What a residual block did to each sample, in words.
// SPDX-License-Identifier: Apache-2.0

import Experiments

/// Which samples a block kept and which skipped it, and whether those came out as they came in.
struct BlockReport {
  private let block: Int
  private let kept: [Int]
  private let skipped: [Int]
  private let changed: Int

  /// - Parameter block: Its number, from 1.
  init(block: Int, _ pass: BlockPass) {
    self.block = block
    kept = pass.kept
    skipped = pass.skipped
    changed = pass.changedInSkipped
  }

  /// `block 3: kept 0 2, skipped 1 (output equals input in every bit)`.
  var line: String {
    var parts: [String] = []
    if !kept.isEmpty { parts.append("kept \(listed(kept, " "))") }
    if !skipped.isEmpty {
      let verdict =
        changed == 0
        ? "output equals input in every bit" : "output differs from input in \(changed) elements"
      parts.append("skipped \(listed(skipped, " ")) (\(verdict))")
    }
    return "block \(block): " + (parts.isEmpty ? "no samples" : parts.joined(separator: ", "))
  }

  /// The same as an object.
  var json: String {
    "{\"block\": \(block), \"kept\": [\(listed(kept, ", "))], \"skipped\":"
      + " [\(listed(skipped, ", "))], \"changed_in_skipped\": \(changed)}"
  }

  private func listed(_ samples: [Int], _ separator: String) -> String {
    samples.map(String.init).joined(separator: separator)
  }
}
