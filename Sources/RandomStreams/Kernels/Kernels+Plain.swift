// The inner loops one element at a time, as their definitions read.

extension Kernels {
  /// Plain loops: what the others must equal, bit for bit.
  package static let plain: Kernels = {
    let kernels = Kernels(named: "plain")
    kernels.twist = Plain.twist
    kernels.temper = { state, result, count in
      for i in 0..<count { result[i] = MT19937.tempered(state[i]) }
    }
    kernels.shiftedSum = { sequence, terms, count, result in
      for word in 0..<624 {
        result[word] = (0..<count).reduce(result[word]) { $0 ^ sequence[Int(terms[$1]) + word] }
      }
    }
    kernels.uniforms = Plain.uniforms
    kernels.twistedUniforms = { state, result in
      Plain.twist(state)
      Plain.uniforms(state, result, 624)
    }
    kernels.lowUniforms = { state, result, count in
      for i in 0..<count { result[i] = Double(Plain.pair(state, i)) * 0x1p-53 }
    }
    kernels.highUniforms = { state, result, count in
      for i in 0..<count {
        let (a, b) = (MT19937.tempered(state[2 * i]), MT19937.tempered(state[2 * i + 1]))
        result[i] = (Double(a >> 5) * 0x1p26 + Double(b >> 6)) / 0x1p53
      }
    }
    kernels.bernoulliNoise = Plain.bernoulliNoise
    kernels.twistedBernoulliNoise = { state, result, threshold, one, zero in
      Plain.twist(state)
      Plain.bernoulliNoise(state, result, 312, threshold, one, zero)
    }
    kernels.bernoulliMask = { state, result, count, threshold in
      for i in 0..<count { result[i] = Plain.pair(state, i) < threshold ? 1 : 0 }
    }
    kernels.congruentialNoise = { state, _, result, count, threshold, one, zero in
      Plain.states(state, count) { result[$0] = $1 < threshold ? one : zero }
    }
    kernels.congruentialMask = { state, _, result, count, threshold in
      Plain.states(state, count) { result[$0] = $1 < threshold ? 1 : 0 }
    }
    kernels.congruentialStates = { state, _, result, count in
      Plain.states(state, count) { result[$0] = $1 }
    }
    kernels.normals = Plain.normals
    kernels.inverseErrorNormals = { values, count in
      for i in 0..<count { values[i] = XLAMath.normal(values[i]) }
    }
    kernels.scale = { values, count, factor, term in
      for i in 0..<count { values[i] = term.addingProduct(values[i], factor) }
    }
    kernels.multiply = { values, noise, count in
      for i in 0..<count { values[i] *= noise[i] }
    }
    kernels.product = { values, noise, result, count in
      for i in 0..<count { result[i] = values[i] * noise[i] }
    }
    kernels.streamedProduct = kernels.product
    kernels.wordsToFloats = { words, count, wanted in
      let unit = Float(sign: .plus, exponent: -wanted, significand: 1)
      for i in 0..<count {
        let bits = words.loadUnaligned(fromByteOffset: 4 * i, as: UInt32.self)
        words.storeBytes(
          of: Float(bits >> (32 - wanted)) * unit, toByteOffset: 4 * i, as: Float.self)
      }
    }
    kernels.threefry = { key0, key1, high, low, result, count in
      let cipher = Threefry2x32(key0: key0, key1: key1)
      for i in 0..<count {
        let number = UInt64(high) << 32 | UInt64(low &+ UInt32(i))
        let (a, b) = cipher.block(number)
        result[i] = a ^ b
      }
    }
    return kernels
  }()
}

private enum Plain {
  /// The recurrence of Matsumoto and Nishimura, word by word, in place.
  @Sendable static func twist(_ block: UnsafeMutablePointer<UInt32>) {
    let count = MT19937.wordCount
    for k in 0..<count {
      let joined = block[k] & 0x8000_0000 | block[(k + 1) % count] & 0x7fff_ffff
      let matrix = joined & 1 == 1 ? MT19937.matrix : 0
      block[k] = block[(k + MT19937.middle) % count] ^ joined >> 1 ^ matrix
    }
  }

  @Sendable static func uniforms(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    for i in 0..<count { result[i] = Float(MT19937.tempered(state[i]) & 0xff_ffff) * 0x1p-24 }
  }

  @Sendable static func bernoulliNoise(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Float>, _ count: Int,
    _ threshold: UInt64, _ one: Float, _ zero: Float
  ) {
    for i in 0..<count { result[i] = pair(state, i) < threshold ? one : zero }
  }

  /// The low 53 bits of pair `index`, the upper word first.
  static func pair(_ state: UnsafePointer<UInt32>, _ index: Int) -> UInt64 {
    let (upper, lower) = (
      MT19937.tempered(state[2 * index]), MT19937.tempered(state[2 * index + 1])
    )
    return (UInt64(upper) << 32 | UInt64(lower)) & 0x1f_ffff_ffff_ffff
  }

  /// Calls `body` with `count` states of MCG31 and returns the next one.
  static func states(
    _ state: UInt32, _ count: Int, _ body: (_ index: Int, _ state: UInt32) -> Void
  ) -> UInt32 {
    var state = UInt64(state)
    for i in 0..<count {
      body(i, UInt32(state))
      state = state * MCG31.multiplier % MCG31.modulus
    }
    return UInt32(state)
  }

  @Sendable static func normals(
    _ values: UnsafeMutablePointer<Float>, _ blocks: Int, _ mean: Float, _ deviation: Float
  ) {
    for block in 0..<blocks {
      for j in 16 * block..<16 * block + 8 {
        let (u1, u2) = (1 - values[j], values[j + 8])
        let radius = (-2 * AVXMath.log(u1)).squareRoot()
        let parts = AVXMath.sineAndCosine(0x1.921fb6p+2 * u2)
        values[j] = mean.addingProduct(radius * parts.cosine, deviation)
        values[j + 8] = mean.addingProduct(radius * parts.sine, deviation)
      }
    }
  }
}
