// How the figures settle as the trials go on.
// SPDX-License-Identifier: Apache-2.0

/// The trials after which the running figures are told: 1, 2, 5, 10, 20, 50, ... and the last.
///
/// As many lines as three times the digits of the number, whatever the number.
package struct RunningCheckpoints: Sequence, IteratorProtocol, Sendable {
  private var coming: Int?
  private let last: Int
  /// 1, 2, 5 in turn.
  private var leading = 0

  /// - Precondition: `last` is 1 or more.
  package init(upTo last: Int) {
    self.last = last
    coming = 1
  }

  package mutating func next() -> Int? {
    guard let now = coming else { return nil }
    if now >= last {
      coming = nil
      return last
    }
    // 1 to 2 and 5 to 10 double; 2 to 5 is two and a half times.
    leading = (leading + 1) % 3
    let (product, overflow) =
      leading == 2
      ? (now / 2).multipliedReportingOverflow(by: 5) : now.multipliedReportingOverflow(by: 2)
    coming = overflow ? last : Swift.min(product, last)
    return now
  }
}
