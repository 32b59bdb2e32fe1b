/// The SHA-256 of bytes, for golden results that are too long to be kept (FIPS 180-4).
func sha256(_ bytes: some Sequence<UInt8>) -> String {
  var message = Array(bytes)
  let bitCount = UInt64(message.count) * 8
  message.append(0x80)
  while message.count % 64 != 56 { message.append(0) }
  message += (0..<8).reversed().map { UInt8(truncatingIfNeeded: bitCount >> (8 * UInt64($0))) }

  func rotated(_ x: UInt32, _ n: UInt32) -> UInt32 { x >> n | x << (32 - n) }
  // The fractional parts of the roots of the first primes, 32 bits each.
  let primes = (2...311).filter { n in !(2..<n).contains { n % $0 == 0 } }
  func fraction(_ root: Double) -> UInt32 { UInt32((root - root.rounded(.down)) * 0x1p32) }
  func cubeRoot(_ n: Int) -> Double {
    var x = Double(n) / 3
    for _ in 0..<100 { x = (2 * x + Double(n) / (x * x)) / 3 }
    return x
  }
  let constants = primes.map { fraction(cubeRoot($0)) }
  var hash = primes.prefix(8).map { fraction(Double($0).squareRoot()) }
  for start in stride(from: 0, to: message.count, by: 64) {
    var w = (0..<16).map { i in
      message[start + 4 * i..<start + 4 * i + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    for i in 16..<64 {
      let s0 = rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ w[i - 15] >> 3
      let s1 = rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ w[i - 2] >> 10
      w.append(w[i - 16] &+ s0 &+ w[i - 7] &+ s1)
    }
    var h = hash
    for i in 0..<64 {
      let s1 = rotated(h[4], 6) ^ rotated(h[4], 11) ^ rotated(h[4], 25)
      let choice = h[4] & h[5] ^ ~h[4] & h[6]
      let t1 = h[7] &+ s1 &+ choice &+ constants[i] &+ w[i]
      let s0 = rotated(h[0], 2) ^ rotated(h[0], 13) ^ rotated(h[0], 22)
      let majority = h[0] & h[1] ^ h[0] & h[2] ^ h[1] & h[2]
      h = [t1 &+ s0 &+ majority, h[0], h[1], h[2], h[3] &+ t1, h[4], h[5], h[6]]
    }
    for i in 0..<8 { hash[i] &+= h[i] }
  }
  return hash.map { word in
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }.joined()
}
