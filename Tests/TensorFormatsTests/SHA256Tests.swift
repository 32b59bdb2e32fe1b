// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TensorFormats

/// FIPS 180-4's examples, and lengths around the bounds of blocks.
@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func `published sums`(text: String, sum: String) {
    #expect(SHA256.hexadecimal(SHA256.digest(of: Array(text.utf8))) == sum)
  }

  @Test func `pieces make the sum of the whole`() {
    for count in [0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 1000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
      var pieces = SHA256()
      for start in stride(from: 0, to: count, by: 7) {
        pieces.update(bytes[start..<min(start + 7, count)])
      }
      #expect(pieces.digest() == SHA256.digest(of: bytes))
    }
  }
}
