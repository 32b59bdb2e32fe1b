// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import TensorCore

/// Results in order while others are being made.
@Suite struct ThreadOrderTests {
  private struct Stop: Error, Equatable { let index: Int }

  @Test(arguments: [1, 2, 3, 16], [0, 1, 2, 7, 1000])
  func `every result comes once, in order`(threads: Int, count: Int) throws {
    var taken: [Int] = []
    try Threads.forEach(count, threads: threads) { index in
      // Pieces of unequal length.
      (0..<index * 7919 % 100).reduce(index * index) { sum, _ in sum &+ 0 }
    } take: {
      taken.append($0)
    }
    #expect(taken == (0..<count).map { $0 * $0 })
  }

  @Test(arguments: [1, 2, 16])
  func `no more is begun than is about to be taken`(threads: Int) throws {
    let begun = Atomic<Int>(0)
    var taken = 0
    try Threads.forEach(1000, threads: threads) { _ in
      begun.add(1, ordering: .relaxed)
    } take: { _ in
      #expect(begun.load(ordering: .relaxed) <= taken + 1 + 4 * threads)
      taken += 1
    }
  }

  @Test(arguments: [1, 2, 16], [0, 5, 999])
  func `the lowest failure comes after all results before it`(threads: Int, failing: Int) {
    var taken: [Int] = []
    #expect(throws: Stop(index: failing)) {
      try Threads.forEach(1000, threads: threads) { index in
        if index >= failing { throw Stop(index: index) }
        return index
      } take: {
        taken.append($0)
      }
    }
    #expect(taken == Array(0..<failing))
  }

  @Test(arguments: [1, 2, 16])
  func `whoever takes may stop it`(threads: Int) {
    #expect(throws: Stop(index: 3)) {
      try Threads.forEach(1_000_000, threads: threads) {
        $0
      } take: {
        if $0 == 3 { throw Stop(index: 3) }
      }
    }
  }
}
