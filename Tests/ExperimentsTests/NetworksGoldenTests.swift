// SPDX-License-Identifier: Apache-2.0

import Testing

/// The networks against NumPy and PyTorch: draws as bits, products within a tolerance.
@Suite struct NetworksGoldenTests {
  @Test func `the multilayer perceptron is NumPy's and PyTorch's`() {
    let cases = NetworkCase.all(in: "network-mlp")
    #expect(cases.count >= 70)
    for golden in cases {
      let parts = "parameters,input,layer,mask,dropped,output"
      let made = network(golden.words + ["--show", parts, "--format", "json"]).tensors
      #expect(made.count == golden.tensors.count, "\(golden.args)")
      for tensor in golden.tensors {
        // PyTorch sums in the order of the terms here; OpenBLAS does not always.
        let tolerance = tensor.dtype == "float64" ? 1e-15 : 0
        compare(made[tensor.name], tensor, within: tolerance, golden.args)
      }
    }
  }

  @Test func `the two-layer network of the documents has NumPy's bits`() {
    let cases = NetworkCase.all(in: "network-mlp").filter {
      $0.args.contains("numpy") && ($0.args.contains("2021") || $0.args.contains("@network-w1.npy"))
    }
    #expect(cases.count == 3)
    for golden in cases {
      let parts = "parameters,input,layer,mask,dropped,output"
      let made = network(golden.words + ["--show", parts, "--format", "json"]).tensors
      for tensor in golden.tensors { compare(made[tensor.name], tensor, within: 0, golden.args) }
    }
  }

  @Test func `the residual blocks are PyTorch's`() {
    let cases = NetworkCase.all(in: "network-bottleneck")
    #expect(cases.count >= 25)
    for golden in cases {
      let parts = "parameters,input,layer,mask,dropped,output,statistics"
      let made = network(golden.words + ["--show", parts, "--format", "json"]).tensors
      // Besides, a count of batches for each batch norm.
      let counts = made.keys.count { $0.hasSuffix("num_batches_tracked") }
      #expect(made.count - counts == golden.tensors.count, "\(golden.args)")
      // A batch norm divides by the deviation of few values, where small errors grow.
      let tolerance = golden.args.contains("--eval") ? 2e-6 : 1e-4
      for tensor in golden.tensors {
        compare(made[tensor.name], tensor, within: tolerance, golden.args)
      }
    }
  }

  /// Compares drawn tensors as bits, and others within `tolerance` times the larger of 1 and the
  /// value.
  private func compare(
    _ made: MadeTensor?, _ tensor: NetworkTensor, within tolerance: Double, _ args: [String]
  ) {
    let what = "\(tensor.name) of \(args.joined(separator: " "))"
    guard let made, made.shape == tensor.shape, made.dtype == tensor.dtype else {
      Issue.record("\(what): not made, or in another shape or type")
      return
    }
    if let checksum = tensor.checksum {
      #expect(made.checksum == checksum, "\(what)")
      return
    }
    let patterns = made.patterns
    let some = stride(from: 0, to: patterns.count, by: tensor.stride ?? 1).map { patterns[$0] }
    let expected = tensor.patterns
    #expect(some.count == expected.count, "\(what)")
    if tensor.exact == true || tolerance == 0 {
      #expect(some == expected, "\(what)")
      return
    }
    let worst = zip(some, expected).map { a, b in
      let value = tensor.value(b)
      return abs(tensor.value(a) - value) / max(1, abs(value))
    }.max()
    #expect(worst ?? 0 <= tolerance, "\(what)")
  }
}
