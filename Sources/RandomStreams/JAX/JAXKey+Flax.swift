// The keys that Flax gives to its modules.
//
// Source: flax/core/scope.py and flax/nnx/rnglib.py of Flax 0.12.8, Apache-2.0.
// SPDX-License-Identifier: Apache-2.0

extension JAXKey {
  /// The key that a linen module draws with where this one was given as `rngs={'dropout': key}`.
  ///
  /// - `path`: the names of the modules from the top down, as `["Block_0", "Dropout_0"]`; empty for
  ///   the module that was applied itself.
  /// - `call`: which call of `make_rng` in that module, the first is 1.
  /// - The key is folded with the first four bytes of the SHA-1 of the names and the number (its
  ///   bytes, high to low, without leading zeros). Names run together: `["ab", "c"]` and
  ///   `["a", "bc"]` share a key.
  public func linenKey(path: [String] = [], call: UInt64 = 1) -> JAXKey {
    folding(in: Self.linenNumber(path: path, call: call))
  }

  /// The number that `linenKey` folds in.
  package static func linenNumber(path: [String] = [], call: UInt64 = 1) -> UInt32 {
    var message = path.flatMap(\.utf8)
    for shift in stride(from: UInt64(56), through: 0, by: -8) where call >> shift > 0 {
      message.append(UInt8(truncatingIfNeeded: call >> shift))
    }
    return SHA1.digest(of: message)[0]
  }

  /// The key of call `call`, counted from 0, of the module that was built as number `module` from
  /// `nnx.Rngs` of this key: `nnx.Dropout(rate, rngs=nnx.Rngs(seed))` with `key(seed)`.
  ///
  /// - A module takes a stream of its own as it is built: it folds in how many keys the stream has
  ///   given before. Each call then folds in its number.
  public func nnxKey(module: UInt32 = 0, call: UInt32 = 0) -> JAXKey {
    folding(in: module).folding(in: call)
  }

  /// The key of call `call`, counted from 0, where `nnx.Rngs` of this key is given at the call.
  public func nnxKey(givenAtCall call: UInt32) -> JAXKey { folding(in: call) }
}
