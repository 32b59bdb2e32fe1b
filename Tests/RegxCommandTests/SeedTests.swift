// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RegxCommand

@Suite struct SeedTests {
  @Test(arguments: ["9223372036854775808", "-9223372036854775809", "x", "1.5", ""])
  func `JAX's seeds beyond 64 signed bits are refused`(text: String) {
    #expect(throws: SeedError.self) { try Seed(text).jax() }
  }

  @Test(arguments: [
    ("-1", UInt64.max), ("0x7e5", 2021), ("18446744073709551615", .max), ("+5", 5),
    ("-9223372036854775808", 1 << 63),
  ])
  func `PyTorch's seeds are 64 bits, negative ones as their two's complement`(
    text: String, seed: UInt64
  ) throws {
    #expect(try Seed(text).torch() == seed)
  }
}
