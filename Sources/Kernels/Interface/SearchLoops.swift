// The inner loops of searches: what each does. The types that conform are the tables of them.
// SPDX-License-Identifier: Apache-2.0

/// Loops over pointers that try many seeds side by side; each conforming type has the same results.
///
/// Tests are four numbers each: the word's number, above that of the test before; the bits of it
/// that are looked at; their lowest value; the highest one less the lowest.
package protocol SearchLoops: SendableMetatype {
  // MARK: Seeds of the Mersenne Twister

  /// Writes those of the 128 seeds from `first` on whose words pass all tests, in no order; returns
  /// how many.
  ///
  /// - `tests`: of words below 227, which are made of the seed's own words alone.
  /// - `scratch`: room for 128 words a test, and for 128 at the least.
  static func seedsPassing(
    _ first: UInt32, _ tests: UnsafePointer<UInt32>, _ count: Int,
    _ scratch: UnsafeMutablePointer<UInt32>, _ passed: UnsafeMutablePointer<UInt32>
  ) -> Int

  /// The same for 64 seeds and tests of any words, of which the first should not be far.
  ///
  /// - `scratch`: room for 624 · 64 words.
  static func laterSeedsPassing(
    _ first: UInt32, _ tests: UnsafePointer<UInt32>, _ count: Int,
    _ scratch: UnsafeMutablePointer<UInt32>, _ passed: UnsafeMutablePointer<UInt32>
  ) -> Int

  /// Writes word `word`, below 227, of each of the 128 seeds from `first` on.
  static func seedWords(
    _ first: UInt32, _ word: UInt32, _ result: UnsafeMutablePointer<UInt32>)

  // MARK: The way back

  /// Makes the 624 words before those of a state in their place, with a copy of the first 16 of the
  /// later ones behind them. Returns the first of the words made that is followed by what the
  /// seeding makes word 300 of it, -1 without one.
  static func untwist(_ state: UnsafeMutablePointer<UInt32>) -> Int

  /// Adds to each row of 16 numbers eight entries of tables, modulo 2.
  ///
  /// - `stride`: the numbers from one row to the next.
  /// - `selectors`: for each row, a byte for each of the tables.
  /// - `tables`: eight of 256 entries of 16 numbers.
  static func addCombinations(
    _ rows: UnsafeMutablePointer<UInt64>, _ stride: Int, _ count: Int,
    _ selectors: UnsafePointer<UInt64>, _ tables: UnsafePointer<UInt64>)

  // MARK: Keys of ciphers

  /// Writes both halves of one block, of the counter `high`, `low`, for each of 128 keys. The
  /// results may be written over the keys.
  static func threefryOfKeys(
    _ key0: UnsafePointer<UInt32>, _ key1: UnsafePointer<UInt32>, _ high: UInt32, _ low: UInt32,
    _ result0: UnsafeMutablePointer<UInt32>, _ result1: UnsafeMutablePointer<UInt32>)

  /// Leaves the names of those lanes at the front of `lanes` whose block of Philox passes all tests,
  /// in their order; returns how many.
  ///
  /// - `keys`: four fields of all lanes, `stride` words apart: the key's words, then the words of
  ///   the counter's high half that a lane has of its own, to which those of `counter` are added.
  /// - `counter`: the block's four words, the lowest first.
  /// - `tests`: five numbers each: which of the block's words; all bits where a word of at least
  ///   2^31 is taken for its complement, else 0; the bits that are looked at; their lowest value;
  ///   the highest one less the lowest.
  /// - `lanes`: `count` names, and up to a multiple of 16 further ones that are not looked at.
  /// - `areAll`: whether lane i is named i.
  /// - `scratch`: room for 16 words.
  static func philoxPassing(
    _ keys: UnsafePointer<UInt32>, _ stride: Int, _ counter: UnsafePointer<UInt32>,
    _ tests: UnsafePointer<UInt32>, _ testCount: Int, _ lanes: UnsafeMutablePointer<UInt32>,
    _ count: Int, _ areAll: Bool, _ scratch: UnsafeMutablePointer<UInt32>
  ) -> Int

  /// The same of Threefry: two fields, a counter of two words, the words 0 and 1 of the block, and 2
  /// for both added.
  static func threefryPassing(
    _ keys: UnsafePointer<UInt32>, _ stride: Int, _ counter: UnsafePointer<UInt32>,
    _ tests: UnsafePointer<UInt32>, _ testCount: Int, _ lanes: UnsafeMutablePointer<UInt32>,
    _ count: Int, _ areAll: Bool, _ scratch: UnsafeMutablePointer<UInt32>
  ) -> Int

  /// Writes the four words of Philox's block of each counter: fields `stride` words apart, of
  /// `count` lanes, a multiple of 16. The result may be written over the counters.
  static func philoxOfCounters(
    _ counters: UnsafePointer<UInt32>, _ stride: Int, _ key0: UInt32, _ key1: UInt32,
    _ result: UnsafeMutablePointer<UInt32>, _ count: Int)

  // MARK: Seeds that are hashed

  /// Writes the first eight words that NumPy's `SeedSequence` gives for each of the `count` integers
  /// from `first` on, all first words first. The count is a multiple of 16.
  static func seedSequenceWords(
    _ first: UInt64, _ result: UnsafeMutablePointer<UInt32>, _ count: Int)

  /// Writes the states that `init_by_array` makes of one word each, the 64 from `first` on: 624 rows
  /// of 64.
  ///
  /// - `base`: the state of `init_genrand(19650218)`.
  static func pythonSeedStates(
    _ first: UInt32, _ base: UnsafePointer<UInt32>, _ states: UnsafeMutablePointer<UInt32>)
}
