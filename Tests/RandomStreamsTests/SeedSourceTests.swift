// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RandomStreams

/// Where frameworks take their seeds from: keys that split, and Python's generator.
@Suite struct SeedSourceTests {
  /// `mx.random.split(mx.random.key(seed), 3)` of MLX 0.32.4.
  @Test(
    arguments: [
      (0, [2467461003, 428148500, 3186719485, 3840466878, 2562233961, 1946702221]),
      (7, [276534068, 861967409, 1905761346, 1641862660, 2900896126, 1402713516]),
      (1099511627781, [1070028816, 3116542653, 3600761423, 1908725145, 1447120341, 1212153964]),
    ] as [(UInt64, [UInt32])])
  func `a key splits as MLX splits it`(seed: UInt64, words: [UInt32]) {
    #expect(MLXKey(seed: seed).split(3).flatMap { [$0.words.x, $0.words.y] } == words)
  }

  /// Keras 3.15.1: the first layer without a seed after `keras.utils.set_random_seed(7)`.
  @Test func `a layer's own seed is a number of Python's`() {
    #expect(KerasSeedGenerator.defaultSeed(afterSetting: 7) == 347_712_783)
  }

  /// `random.Random(seed).randint(0, 2**31 - 1)`, three times, of CPython 3.11.
  @Test(
    arguments: [
      (0, [1654615998, 1806341205, 173879092]),
      (1, [577090037, 271041745, 1095513148]),
      (-5, [1097127993, 1539898300, 124576495]),
      (2021, [1736050280, 1188466657, 1062284266]),
      (4294967296, [485306839, 1508871100, 1794561286]),
      (9223372036854775807, [1359979423, 569878368, 2108559838]),
      (-9223372036854775808, [1691753470, 899083848, 1039357674]),
    ] as [(Int64, [UInt32])])
  func `integers are those of Python`(seed: Int64, numbers: [UInt32]) {
    var random = PythonRandom(seed: seed)
    #expect(numbers.indices.map { _ in random.integer(from: 0, width: 1 << 31) } == numbers)
  }
}
