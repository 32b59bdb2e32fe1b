// The measurements.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The elements of a fill that stays in the cache.
private let small = 1 << 14
private let span = 2e7
private let longSpan = 2e8

private func generator(_ engine: String) -> any FrameworkGenerator {
  switch engine {
  case "torch": TorchGenerator(seed: 2021)
  case "torch-mkl": TorchGenerator(seed: 2021, version: .mkl)
  case "numpy": try! NumPyRandomState(seed: 2021)
  case "numpy-generator": NumPyGenerator(seed: 2021)
  case "jax": JAXKey(seed: 2021)
  default: preconditionFailure("no engine is named \(engine)")
  }
}

/// The values of a draw. Where a generator has to read past them to stand behind them, making one
/// takes as long as drawing them all.
private let many = 1 << 24

/// Elements that begin with a cache line, as those of PyTorch's tensors do.
private func aligned<Element>(
  _ count: Int, _ blank: Element
) -> UnsafeMutableBufferPointer<Element> {
  let bytes = UnsafeMutableRawBufferPointer.allocate(
    byteCount: count * MemoryLayout<Element>.stride, alignment: 64)
  bytes.initializeMemory(as: Element.self, repeating: blank)
  return bytes.bindMemory(to: Element.self)
}

/// The time per element of drawing `small` values further and further on.
private func fillTime<Element>(_ draw: any Draw<Element>, _ blank: Element) -> Double {
  func run(_ draw: some Draw<Element>) -> Double {
    var draw = draw
    let values = aligned(small, blank)
    defer { values.deallocate() }
    var index = 0
    return time(over: span) {
      var block = values.mutableSpan
      draw.fill(&block, from: index)
      index = (index + small) % many
    } / Double(small)
  }
  return run(draw)
}

private func noiseTime(_ draw: any MaskDraw) -> Double {
  var draw = draw
  let values = aligned(small, 0 as Float)
  defer { values.deallocate() }
  var index = 0
  return time(over: span) {
    var block = values.mutableSpan
    draw.fill(&block, from: index, one: 1.5, zero: 0)
    index = (index + small) % many
  } / Double(small)
}

func measureInCache() {
  var torch = generator("torch")
  report("rand", fillTime(try! torch.rand(.float32, count: many), 0))
  report("randn", fillTime(try! torch.normal(.float32, mean: 0, std: 1, count: many), 0))
  report("bernoulli", noiseTime(try! torch.bernoulli(0.67, count: many)))
  report("randn64", fillTime(try! torch.normal64(mean: 0, std: 1, count: many), 0))
  var mkl = generator("torch-mkl")
  report("bernoulli-mkl", noiseTime(try! mkl.bernoulli(0.67, count: many)))
  var numPy = generator("numpy-generator")
  report("numpy-random", fillTime(try! numPy.rand64(count: many), 0))
  report("numpy-random32", fillTime(try! numPy.rand(.float32, count: many), 0))
  report("numpy-normal", fillTime(try! numPy.normal64(mean: 0, std: 1, count: many), 0))
  report(
    "numpy-normal32", fillTime(try! numPy.normal(.float32, mean: 0, std: 1, count: many), 0))
  var legacy = generator("numpy")
  report("numpy-legacy", fillTime(try! legacy.rand64(count: many), 0))
  report(
    "numpy-legacy-normal", fillTime(try! legacy.normal64(mean: 0, std: 1, count: many), 0))
  var jax = generator("jax")
  report("jax-uniform", fillTime(try! jax.rand(.float32, count: many), 0))
  report("jax-bernoulli", noiseTime(try! jax.bernoulli(0.67, count: many)))
  report("jax-normal", fillTime(try! jax.normal(.float32, mean: 0, std: 1, count: many), 0))
}

/// Two tensors in memory.
struct Memory {
  let input: Tensor<Float>
  let output: UnsafeMutableBufferPointer<Float>

  init(count: Int) {
    input = Tensor(
      shape: .vector(count), elements: (0..<count).map { Float($0 & 1023) - 512 })
    output = .allocate(capacity: count)
    output.initialize(repeating: 0)
  }
}

func measureInMemory(_ memory: Memory) {
  let count = memory.output.count
  let size = count * MemoryLayout<Float>.stride
  memory.input.elements.withUnsafeBytes { input in
    let to = UnsafeMutableRawPointer(memory.output.baseAddress!)
    let from = input.baseAddress!
    report(
      "copy", time(over: longSpan) { to.copyMemory(from: from, byteCount: size) } / Double(count))
  }
  for (name, engine) in [("dropout", "torch"), ("dropout-mkl", "torch-mkl")] {
    for threads in 1...min(2, Threads.available) {
      let clock = threads == 1 ? Clock.process : .wall
      report(
        name, threads: threads,
        time(over: longSpan, clock) {
          var block = memory.output.mutableSpan
          try! droppedOut(memory.input, engine).fillInParallel(&block, from: 0, threads: threads)
        } / Double(count))
      report(
        "\(name)-fresh", threads: threads,
        time(over: longSpan, clock) {
          _ = try! droppedOut(memory.input, engine).tensor(threads: threads)
        } / Double(count))
    }
  }
}

/// What F.dropout makes of `input`, not made yet.
private func droppedOut<Element: DrawableScalar>(
  _ input: Tensor<Element>, _ engine: String
) -> any Source<Element> {
  var generator = generator(engine)
  return try! Dropout(p: 0.33).applied(to: input, using: &generator).output
}

/// Dropout of the types beside float32: a quarter of its elements are enough.
func measureTypes() {
  func measure<Element: DrawableScalar>(_ name: String, _ type: Element.Type) {
    let count = 1 << 22
    let one = Element(rounding: 1)
    let input = Tensor(shape: .vector(count), elements: [Element](repeating: one, count: count))
    var output = [Element](repeating: .zero, count: count)
    for threads in 1...min(2, Threads.available) {
      report(
        "dropout-\(name)", threads: threads,
        time(over: longSpan / 2, threads == 1 ? .process : .wall) {
          var block = output.mutableSpan
          try! droppedOut(input, "torch").fillInParallel(&block, from: 0, threads: threads)
        } / Double(count))
    }
  }
  measure("float64", Double.self)
  measure("float16", Float16.self)
  measure("bfloat16", BFloat16.self)
}

func measureJumps() {
  for power in [20, 40, 63] as [UInt64] {
    var generator = MT19937(seed: 2021)
    report(
      "jump-2^\(power)",
      time(over: span) {
        generator.advance(by: 1 << power)
        _ = generator.next()
      })
  }
}
