// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RandomStreams

/// What PyTorch on CUDA drew, as its users published it, and its kernels' loops written out.
@Suite struct CUDATests {
  private func gpu(_ name: String) throws -> GPU { try #require(GPU.named(name)) }

  private func mask(_ draw: any MaskDraw, _ range: Range<Int>) -> [UInt8] {
    var (draw, values) = (draw, [UInt8](repeating: 9, count: range.count))
    var span = values.mutableSpan
    draw.fill(&span, from: range.lowerBound)
    return values
  }

  private func values(_ draw: any Draw<Float>, _ range: Range<Int>) -> [Float] {
    var (draw, values) = (draw, [Float](repeating: 9, count: range.count))
    var span = values.mutableSpan
    draw.fill(&span, from: range.lowerBound)
    return values
  }

  private func isClose(_ values: [Float], _ printed: [Float]) -> Bool {
    values.count == printed.count && zip(values, printed).allSatisfy { abs($0 - $1) < 6e-5 }
  }

  /// pytorch/pytorch#25690, PyTorch 1.2: `Dropout(0.5)` of 1000 by 1000 ones, seed 0, summed up.
  @Test(arguments: [("p100", 999_826), ("k80", 999_100)])
  func `a dropout of PyTorch 1_2 keeps as many`(name: String, sum: Int) throws {
    var generator = TorchCUDAGenerator(seed: 0, gpu: try gpu(name), vectors: .none)
    let draw = try generator.dropoutMask(dropping: 0.5, size: 4, count: 1_000_000)
    #expect(2 * mask(draw, 0..<1_000_000).reduce(0) { $0 + Int($1) } == sum)
  }

  /// intel/torch-xpu-ops#2926: `Dropout(0.1)` of 2,097,152 ones, seed 1, RTX 4080 SUPER.
  @Test func `a dropout drops the same elements`() throws {
    let count = 2_097_152
    for vectors in [CUDAVectors.four, .sixteenBytes] {
      var generator = TorchCUDAGenerator(
        seed: 1, gpu: try gpu("rtx-4080-super"), vectors: vectors)
      let draw = try generator.dropoutMask(dropping: 0.1, size: 4, count: count)
      #expect(mask(draw, 0..<21).indices { $0 == 0 } == [8, 14, 20])
      #expect(
        mask(draw, 2_097_121..<count).indices { $0 == 0 }.map { $0 + 2_097_121 }
          == [2_097_121, 2_097_140, 2_097_151])
    }
  }

  /// pytorch/pytorch#143086: `torch.randn(1, 49 * 12 * 112 * 144)`, seed 1.
  @Test(
    arguments: [
      ("h100-sxm", [-0.6970, -0.7780, 0.3267]), ("a100", [0.1549, -0.6797, -0.1656]),
    ] as [(String, [Float])])
  func `normals are those of an H100 and an A100`(name: String, last: [Float]) throws {
    let count = 49 * 12 * 112 * 144
    var generator = TorchCUDAGenerator(seed: 1, gpu: try gpu(name))
    let draw = try generator.normal(.float32, mean: 0, std: 1, count: count)
    #expect(isClose(values(draw, 0..<3), [-0.2963, 2.6764, -0.1408]))
    #expect(isClose(values(draw, count - 3..<count), last))
  }

  /// pytorch/pytorch#97097, PyTorch 2.0: `normal_(5, 5**.5)` of 1000 by 100, seed 14, RTX A4000.
  @Test func `normals are those of an RTX A4000`() throws {
    var generator = TorchCUDAGenerator(seed: 14, gpu: try gpu("rtx-a4000"))
    let draw = try generator.normal(
      .float32, mean: 5, std: 5.0.squareRoot(), count: 100_000)
    let printed: [(Int, [Float])] = [
      (0, [2.8731, 5.2727, 2.9889]), (97, [1.6853, 9.6331, 6.6319]),
      (100, [3.9968, 3.8097, 5.7328]), (197, [4.4029, 3.9804, 7.4698]),
      (200, [6.5552, 4.0857, 4.2315]), (297, [2.7704, 3.5479, 3.3063]),
      (99_700, [8.6297, 2.3137, 6.2596]), (99_797, [7.9358, 4.4697, 2.7475]),
      (99_800, [7.0551, 7.8583, 3.9990]), (99_897, [4.1139, 8.9315, 4.2042]),
      (99_900, [2.7337, 2.2106, 7.7815]), (99_997, [8.2207, 6.5395, 4.2604]),
    ]
    for (index, numbers) in printed {
      #expect(isClose(values(draw, index..<index + 3), numbers), "\(index)")
    }
  }

  /// pytorch/pytorch#62467, #79496 and #158398: heads of `torch.randn`, the same on each model.
  @Test func `normals are those of any GPU`() throws {
    var generator = TorchCUDAGenerator(seed: 43, gpu: try gpu("rtx-a6000"))
    let noise = try generator.normal(.float32, mean: 0, std: 1, count: 3 * 128 * 128)
    let picked = (0..<3).flatMap { values(noise, $0 * 128 * 128..<$0 * 128 * 128 + 1) }
    #expect(isClose(picked, [1.9983, 0.8704, 2.1127]))

    generator = TorchCUDAGenerator(seed: 10)
    let three = try generator.normal(.float32, mean: 0, std: 1, count: 3)
    #expect(isClose(values(three, 0..<3), [-0.1029, 1.6810, -0.2708]))

    generator = TorchCUDAGenerator(seed: 42, gpu: try gpu("a100"))
    let rows = try generator.normal(.float32, mean: 0, std: 1, count: 64 * 2048)
    #expect(isClose(values(rows, 0..<3), [0.1940, 2.1614, -0.1721]))
    #expect(
      isClose(values(rows, 2045..<2051), [1.4540, -2.7733, -0.8932, -0.4574, 0.8063, 0.1580]))
    #expect(isClose(values(rows, 6141..<6144), [-1.0001, -1.1552, -0.6955]))
  }

  /// mrdbourke/pytorch-deep-learning#759, PyTorch 2.1: weight and bias of `Linear(1, 1)`, seed 42,
  /// uniform from -1 to 1. The second call begins where the first one has left the offset.
  @Test func `a second call goes on where the first one ended`() throws {
    var generator = TorchCUDAGenerator(seed: 42)
    let weight = try generator.rand(.float32, count: 1)
    #expect(generator.offset == 4)
    let bias = try generator.rand(.float32, count: 1)
    #expect(
      isClose(
        [values(weight, 0..<1)[0] * 2 - 1, values(bias, 0..<1)[0] * 2 - 1],
        [0.2259, 0.9754]))
  }
}

extension Array {
  fileprivate func indices(where holds: (Element) -> Bool) -> [Int] {
    indices.filter { holds(self[$0]) }
  }
}

/// The kernels' loops, thread by thread, against the places that the draws compute.
@Suite struct CUDAKernelTests {
  /// `distribution_elementwise_grid_stride_kernel`, and the scalar fused dropout: each thread makes
  /// elements a whole grid apart, four of each block.
  private func apart(_ count: Int, _ threads: Int, _ seed: UInt64, _ first: UInt64) -> [UInt32] {
    var words = [UInt32](repeating: 0, count: count)
    for thread in 0..<threads {
      var (index, number) = (thread, first)
      while index < count {
        let block = Philox4x32.block(number, of: UInt64(thread), key: seed)
        for lane in 0..<4 where index + threads * lane < count {
          words[index + threads * lane] = block[lane]
        }
        index += threads * 4
        number += 1
      }
    }
    return words
  }

  /// `fused_dropout_kernel_vec`: each thread makes `width` neighbours, of a new block or two each
  /// time.
  private func vectors(
    _ count: Int, _ threads: Int, _ width: Int, _ seed: UInt64, _ first: UInt64
  ) -> [UInt32] {
    var words = [UInt32](repeating: 0, count: count)
    for thread in 0..<threads {
      var (index, number) = (thread * width, first)
      while index < count {
        var drawn: [UInt32] = []
        while drawn.count < width {
          let block = Philox4x32.block(number, of: UInt64(thread), key: seed)
          drawn += (0..<4).map { block[$0] }
          number += 1
        }
        for i in 0..<width { words[index + i] = drawn[i] }
        index += threads * width
      }
    }
    return words
  }

  @Test(arguments: [1, 2, 4, 8])
  func `each element has the word of its thread`(width: Int) throws {
    let gpu = try #require(GPU(multiprocessors: 1, threadsPerMultiprocessor: 600))
    for count in [1, 8, 255, 256, 511, 512, 513, 2040, 2048, 2056, 4104, 9992, 20_000] {
      guard count % width == 0 else { continue }
      let launch = try CUDALaunch(count, width: width, on: gpu)
      #expect(launch.threads == min((count + 255) / 256 * 256, 512))
      let expected =
        width == 1
        ? apart(count, launch.threads, 7 << 32 | 9, 5)
        : vectors(count, launch.threads, width, 7 << 32 | 9, 5)
      var draw = WordBits(words: CUDAWords(key: 7 << 32 | 9, firstBlock: 5, launch: launch))
      var random = PCG64(initialState: UInt128(count), sequence: UInt128(width))
      var ranges = [0..<count]
      for _ in 0..<6 {
        let places = [0, 1].map { _ in Int(random.next() % UInt64(count + 1)) }.sorted()
        ranges.append(places[0]..<places[1])
      }
      for range in ranges {
        var words = [UInt32](repeating: 0, count: range.count)
        var span = words.mutableSpan
        draw.fill(&span, from: range.lowerBound)
        #expect(words == Array(expected[range]), "\(count) \(range)")
      }
    }
  }

  @Test func `the neighbours of a thread follow type, count and version`() {
    #expect([4, 2, 8].map { CUDAVectors.sixteenBytes.width(for: 1 << 20, size: $0) } == [4, 8, 2])
    #expect([4, 2, 8].map { CUDAVectors.four.width(for: 1 << 20, size: $0) } == [4, 4, 4])
    #expect([4, 2, 8].map { CUDAVectors.none.width(for: 1 << 20, size: $0) } == [1, 1, 1])
    #expect([12, 10, 9].map { CUDAVectors.sixteenBytes.width(for: $0, size: 2) } == [4, 2, 1])
  }

  @Test func `the offset moves on by the rounds of a launch`() throws {
    var generator = TorchCUDAGenerator(
      seed: 0, gpu: GPU(multiprocessors: 2, threadsPerMultiprocessor: 1024))
    // 2048 threads; a round makes 8192 elements, or 4096 in float64.
    for (count, offset) in [(0, 0), (1, 4), (8192, 8), (8193, 16), (16384, 24), (16385, 36)] {
      _ = try generator.rand(.float32, count: count)
      #expect(generator.offset == UInt64(offset))
    }
    for (count, offset) in [(0, 36), (4096, 40), (4097, 48)] {
      _ = try generator.rand64(count: count)
      #expect(generator.offset == UInt64(offset))
    }
    for (size, count, offset) in [(2, 16384, 56), (8, 8192, 60), (4, 8193, 68), (4, 0, 68)] {
      _ = try generator.dropoutMask(dropping: 0.5, size: size, count: count)
      #expect(generator.offset == UInt64(offset))
    }
    #expect(throws: UnsupportedDraw.self) { try generator.skip(6) }
    try generator.skip(8)
    #expect(generator.position == 76)
  }

  @Test func `an unknown GPU is asked for where the models differ`() throws {
    var generator = TorchCUDAGenerator(seed: 0)
    func needsGPU(_ draw: () throws -> Void) -> Bool {
      do { try draw() } catch UnsupportedDraw.unknownGPU { return true } catch {}
      return false
    }
    #expect(!needsGPU { _ = try generator.rand(.float32, count: 40960) })
    #expect(needsGPU { _ = try generator.rand(.float32, count: 40961) })
    #expect(needsGPU { _ = try generator.bernoulli(0.5, count: 40961) })
    for (size, width) in [(2, 8), (4, 4), (8, 2)] {
      let most = 40960 * width
      #expect(!needsGPU { _ = try generator.dropoutMask(dropping: 0.5, size: size, count: most) })
      #expect(
        needsGPU { _ = try generator.dropoutMask(dropping: 0.5, size: size, count: most + width) })
    }
    #expect(needsGPU { _ = try generator.dropoutMask(dropping: 0.5, size: 4, count: 40961) })
    let offset = generator.offset
    #expect(needsGPU { _ = try generator.rand(.float32, count: 50_000) })
    #expect(generator.offset == offset, "a refused call draws nothing")
  }

  @Test func `models that run as many threads draw alike`() throws {
    for model in GPU.models where model.gpu.threads >= GPU.commonThreads {
      var (named, any) = (TorchCUDAGenerator(seed: 3, gpu: model.gpu), TorchCUDAGenerator(seed: 3))
      var draws = [
        try named.dropoutMask(dropping: 0.5, size: 4, count: 4 * 40960),
        try any.dropoutMask(dropping: 0.5, size: 4, count: 4 * 40960),
      ]
      var masks: [[UInt8]] = []
      for i in draws.indices {
        var values = [UInt8](repeating: 0, count: 500)
        var span = values.mutableSpan
        draws[i].fill(&span, from: 4 * 40960 - 500)
        masks.append(values)
      }
      #expect(masks[0] == masks[1], "\(model.name)")
      #expect(named.offset == any.offset)
    }
    #expect(Set(GPU.models.map(\.name)).count == GPU.models.count)
  }

  @Test func `uniforms are above 0 and up to 1, and rand turns 1 into 0`() {
    #expect(CUDAUniform().value(of: 0) == 0x1p-33)
    #expect(CUDAUniform().value(of: .max) == 1)
    #expect(CUDARand().value(of: .max) == 0)
    #expect(CUDARand().value(of: 1 << 31) == 0.5)
  }
}
