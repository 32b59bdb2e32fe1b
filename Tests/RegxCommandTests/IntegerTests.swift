// Integers and numbers past the range of a type, where PyTorch takes them.
// SPDX-License-Identifier: Apache-2.0

import Testing

/// Answers of PyTorch 2.13.0, timm 1.0.31 and torchvision 0.28.0.
@Suite struct IntegerTests {
  /// The functions that divide their mask in the input's own type, which integers do not allow.
  private static let modes = [
    "dropout", "dropout1d", "feature-dropout", "alpha-dropout", "feature-alpha-dropout",
    "drop-path:bernoulli", "stochastic-depth:row", "stochastic-depth:batch",
  ]
  private static let matrix = "tensor([[0, 1, 2],\n        [3, 4, 5]])\n"
  private static let zeros = "tensor([[0, 0, 0],\n        [0, 0, 0]])\n"

  @Test(arguments: modes)
  func `integers pass where nothing is divided`(mode: String) throws {
    let folder = try TemporaryFolder()
    let input = folder("x.npy")
    #expect(regx("sample", "arange", "--shape", "2,3", "-o", input).code == 0)
    let words = ["apply", mode, "--input", input]
    #expect(regx(words + ["--p", "0"]).text == Self.matrix)
    #expect(regx(words + ["--p", "1"]).text == Self.zeros)
    #expect(regx(words + ["--p", "0.5", "--eval"]).text == Self.matrix)
    let refused = words + ["--p", "0.5"]
    expectRefused(
      regx(refused),
      ["result type Float can't be cast to the desired output type Long", "--dtype float32"],
      refused)
  }

  @Test(arguments: [
    ("dropout", true), ("dropout2d", true), ("alpha-dropout", true),
    ("drop-path:bernoulli", false), ("stochastic-depth:row", false),
  ])
  func `integers without elements pass PyTorch's own functions`(mode: String, pass: Bool) throws {
    let folder = try TemporaryFolder()
    let input = folder("x.npy")
    #expect(regx("sample", "arange", "--shape", "0,3,2", "-o", input).code == 0)
    let outcome = regx("apply", mode, "--input", input, "--p", "0.5", "--quiet")
    #expect((outcome.code == 0) == pass)
    if pass { #expect(outcome.text == "tensor([], size=(0, 3, 2), dtype=torch.int64)\n") }
  }

  @Test(arguments: [
    (["--p", "0"], "Expected 2D or 3D input"), (["--p", "0.5"], "Expected 2D or 3D input"),
    (["--p", "1", "--eval"], "Expected 2D or 3D input"),
  ])
  func `axes are looked at before the type`(flags: [String], says: String) throws {
    let folder = try TemporaryFolder()
    let input = folder("x.npy")
    #expect(regx("sample", "arange", "--shape", "2,2,2,2", "-o", input).code == 0)
    let words = ["apply", "dropout1d", "--input", input] + flags
    expectRefused(regx(words), [says], words)
  }

  @Test(arguments: [
    ("drop-path", "0.5"), ("dropout:rand-gt", "0"), ("vanilla-dropout", "0"),
    ("drop-block:timm", "0.5"), ("drop-path:prescaled", "0"),
  ])
  func `what would make other types of integers is refused`(mode: String, p: String) throws {
    let folder = try TemporaryFolder()
    let input = folder("x.npy")
    #expect(regx("sample", "arange", "--shape", "2,2,8,8", "-o", input).code == 0)
    let words = ["apply", mode, "--input", input, "--p", p]
    expectRefused(regx(words), ["takes floating types", "--dtype float32"], words)
  }

  @Test(arguments: ["int8", "int16", "int32", "int64", "uint8", "bool"])
  func `Bernoulli draws come in every integer type that PyTorch fills`(dtype: String) {
    let words = ["sample", "bernoulli", "--shape", "1000", "--p", "0.3", "--seed", "5"]
    let floats = regx(words + ["--format", "csv"]).text.split(separator: "\n")[1]
    let integers = regx(words + ["--format", "csv", "--dtype", dtype]).text
      .split(separator: "\n")[1]
    let digits = integers.split(separator: ",").map { $0.lowercased() == "true" ? "1" : $0 }
      .map { $0.lowercased() == "false" ? "0" : $0 }
    #expect(floats.split(separator: ",").map { $0.prefix(1) } == digits)
  }

  @Test(arguments: [
    ("inf", "inf", "tensor([inf, inf, inf, nan, inf])"),
    ("-inf", "inf", "tensor([nan, nan, nan, -inf, nan])"),
    ("0", "inf", "tensor([inf, inf, inf, -inf, inf])"),
    ("nan", "0", "tensor([nan, nan, nan, nan, nan])"),
    ("-inf", "1", "tensor([-inf, -inf, -inf, -inf, -inf])"),
    ("1e308", "1", "tensor([inf, inf, inf, inf, inf])"),
  ])
  func `a mean and a deviation without bounds are drawn`(mean: String, std: String, text: String) {
    let outcome = regx(
      "sample", "normal", "--mean", mean, "--std", std, "--shape", "5", "--seed", "3")
    #expect(outcome.text == text + "\n")
  }

  @Test(arguments: ["nan", "-1", "-inf"])
  func `a deviation that PyTorch refuses is refused`(std: String) {
    let words = ["sample", "normal", "--std", std]
    expectRefused(regx(words), ["--std '\(std)': must be 0 or more"], words)
  }
}
