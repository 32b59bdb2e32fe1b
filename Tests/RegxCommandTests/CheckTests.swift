// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import RegxCommand

@Suite struct CheckTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes what a command line prints to a .npy file.
  private func make(_ name: String, _ line: String) -> String {
    let path = folder(name)
    let outcome = regx(line.split(separator: " ").map(String.init) + ["-o", path])
    #expect(outcome.code == 0, "\(line): \(outcome.errors)")
    return path
  }

  private func check(_ x: String, _ y: String, _ flags: String) -> Outcome {
    regx(["check", x, y] + flags.split(separator: " ").map(String.init))
  }

  @Test(arguments: [
    "dropout", "drop-path", "drop-path:bernoulli", "dropout2d", "alpha-dropout",
    "stochastic-depth:batch", "drop-block:torchvision --block-size 3", "gaussian-dropout",
  ])
  func `the seed that was used holds bit for bit, another one fails`(mode: String) throws {
    let x = make("x.npy", "sample randn --shape 8,3,9,9 --seed 5")
    let y = make("y.npy", "apply --mode \(mode) --p 0.2 --seed 9 --input \(x)")
    let held = check(x, y, "--mode \(mode) --p 0.2 --seed 9")
    #expect(held.code == 0)
    #expect(held.text.contains("holds  bits  all 1,944 elements are equal\nThe claim holds.\n"))
    // A few draws may fall alike at other seeds, not at all of them.
    let others = (10..<60).lazy.map { check(x, y, "--mode \(mode) --p 0.2 --seed \($0)") }
    #expect(others.contains { $0.code == 1 && $0.text.contains("FAILS  bits") })
  }

  @Test func `with a seed the generator goes on from call to call`() throws {
    let x = make("x.npy", "sample randn --shape 100 --seed 5")
    let first = make("1.npy", "apply --p 0.2 --seed 9 --input \(x)")
    // A Bernoulli draw takes two words.
    let second = make("2.npy", "apply --p 0.2 --seed 9 --skip 200 --input \(x)")
    #expect(check(x, first, "--p 0.2 --seed 9 --repeat \(second)").code == 0)
    #expect(check(x, first, "--p 0.2 --seed 9 --repeat \(first)").code == 1)
    #expect(check(x, second, "--p 0.2 --seed 9 --skip 200").code == 0)
  }

  @Test(arguments: [
    ("torch", "dropout"), ("torch-2.6", "dropout"), ("numpy", "dropout"),
    ("numpy-generator", "dropout"), ("jax", "dropout"), ("torch", "drop-path"),
    ("torch", "feature-alpha-dropout"), ("torch", "dropout3d"), ("numpy", "dropout:rand-lt"),
    ("jax", "dropout:nnx"), ("torch", "vanilla-dropout"), ("torch", "stochastic-depth:row"),
  ])
  func `without a seed an honest pair holds on every engine`(engine: String, mode: String) throws {
    let x = make("x.npy", "sample randn --shape 12,5,7,3 --seed 1 --engine \(engine)")
    let y = make("y.npy", "apply --engine \(engine) --mode \(mode) --p 0.3 --seed 2 --input \(x)")
    let outcome = check(x, y, "--engine \(engine) --mode \(mode) --p 0.3")
    #expect(outcome.code == 0, "\(outcome.text)\(outcome.errors)")
    for name in ["granularity", "rate", "scale", "kept", "independence over samples"] {
      #expect(outcome.text.contains("holds  \(name)"), "\(name)")
    }
  }

  @Test func `another p fails`() throws {
    let x = make("x.npy", "sample randn --shape 30,40 --seed 1")
    let y = make("y.npy", "apply --p 0.3 --seed 2 --input \(x)")
    let outcome = check(x, y, "--p 0.4 --format json")
    #expect(outcome.code == 1)
    #expect(
      outcome.text.hasPrefix(
        "{\"schema\": 1,\n \"command\": \"check\",\n \"holds\": false,\n \"level\": 0.001,\n"))
    let object = try JSONSerialization.jsonObject(with: Data(outcome.bytes)) as? [String: Any]
    let tests = try #require(object?["tests"] as? [[String: Any]])
    #expect(tests.first { $0["test"] as? String == "rate" }?["holds"] as? Bool == false)
    let scale = try #require(tests.first { $0["test"] as? String == "scale" })
    #expect(scale["detail"] as? String == "what is kept is times 1.4286, and 1.6667 is due")
    #expect(scale["p_value"] is NSNull)
  }

  @Test func `evaluation`() throws {
    let x = make("x.npy", "sample randn --shape 30,40 --seed 1")
    let y = make("y.npy", "apply --p 0.3 --seed 2 --input \(x)")
    #expect(check(x, x, "--p 0.3 --eval").code == 0)
    let failed = check(x, y, "--p 0.3 --eval")
    #expect(failed.code == 1)
    #expect(failed.text.contains("FAILS  evaluation"))
    let half = make("half.npy", "apply --mode vanilla-dropout --eval --p 0.5 --input \(x)")
    #expect(check(x, half, "--mode vanilla-dropout --eval --p 0.5").code == 0)
    #expect(check(x, x, "--mode vanilla-dropout --eval --p 0.5").code == 1)
  }

  @Test func `the same mask again`() throws {
    let x = make("x.npy", "sample randn --shape 30,40 --seed 1")
    let y = make("y.npy", "apply --p 0.3 --seed 2 --input \(x)")
    let other = make("other.npy", "apply --p 0.3 --seed 3 --input \(x)")
    #expect(check(x, y, "--p 0.3 --repeat \(other)").code == 0)
    let outcome = check(x, y, "--p 0.3 --repeat \(other) --repeat \(y)")
    #expect(outcome.code == 1)
    #expect(outcome.text.contains("draws of calls 1 and 3 agree: the same mask"))
  }

  @Test func `another shape or element type fails`() throws {
    let x = make("x.npy", "sample randn --shape 30,40 --seed 1")
    let flat = make("flat.npy", "sample randn --shape 1200 --seed 1")
    let wide = make("wide.npy", "sample randn --shape 30,40 --seed 1 --dtype float64")
    #expect(check(x, flat, "").text.contains("FAILS  shape"))
    #expect(check(x, wide, "").text.contains("FAILS  dtype  is float64, and float32 is due"))
    #expect(check(x, wide, "").code == 1)
  }

  @Test(arguments: [
    ("--skip 3", "--skip: is for a --seed"), ("--level 0", "--level '0': must be between 0 and 1"),
    ("--mode gaussian-dropout", "--mode 'gaussian-dropout'"),
    ("--mode drop-block:timm", "--mode 'drop-block:timm'"),
    ("--mode dropout:linen", "not on engine 'torch'"), ("--block-size 3", "--block-size"),
    ("--repeat none.npy", "--repeat 'none.npy'"), ("--p 0.3 --keep-prob 0.5", "--keep-prob"),
  ])
  func `what cannot be checked is refused`(flags: String, message: String) throws {
    let x = make("x.npy", "sample randn --shape 3,4,5,5 --seed 1")
    let outcome = check(x, x, flags)
    #expect(outcome.code == 2)
    #expect(outcome.text.isEmpty)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }
}
