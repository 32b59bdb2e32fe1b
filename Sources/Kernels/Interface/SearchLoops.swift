// The inner loops of searches: what each does. The types that conform are the tables of them.

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

  // MARK: Keys of Threefry

  /// Writes both halves of one block, of the counter `high`, `low`, for each of 128 keys. The
  /// results may be written over the keys.
  static func threefryOfKeys(
    _ key0: UnsafePointer<UInt32>, _ key1: UnsafePointer<UInt32>, _ high: UInt32, _ low: UInt32,
    _ result0: UnsafeMutablePointer<UInt32>, _ result1: UnsafeMutablePointer<UInt32>)
}
