// SPDX-License-Identifier: Apache-2.0

import TensorCore
import Testing

@testable import TensorFormats

func torchText(
  _ source: any Source, _ options: PrintOptions = PrintOptions(),
  layout: TorchText.Layout = .torch, suffixes: [String] = []
) throws -> String {
  let sink = ByteBuffer()
  var writer = ByteWriter(to: sink)
  try TorchText.write(source, options: options, layout: layout, suffixes: suffixes, to: &writer)
  try writer.flush()
  return String(decoding: sink.bytes, as: UTF8.self)
}

/// 0, 1, 2, … as far as asked, whatever the shape; it notes how many elements were asked for.
struct Counting<Element: Scalar>: Source {
  let shape: Shape
  let asked: Asked
  let element: @Sendable (Int) -> Element

  final class Asked: @unchecked Sendable {
    var count = 0
    var last = -1
    var isRising = true
  }

  func fill(_ block: inout MutableSpan<Element>, from start: Int) {
    if start <= asked.last, start != 0 { asked.isRising = false }
    asked.last = start + block.count - 1
    asked.count += block.count
    for i in block.indices { block[i] = element(start + i) }
  }
}

@Suite struct TorchTextTests {
  // What PyTorch 2.13.0 prints.
  @Test(
    arguments: [
      ([], [3.5], "tensor(3.5000)"),
      ([], [-0.0], "tensor(-0.)"),
      ([0], [], "tensor([])"),
      ([0, 3], [], "tensor([], size=(0, 3))"),
      ([3], [0, -0.0, 0], "tensor([0., -0., 0.])"),
      ([2], [-0.0, 2.5], "tensor([-0.0000, 2.5000])"),
      ([2], [1, .infinity], "tensor([1., inf])"),
      ([3], [1, -.infinity, .nan], "tensor([1., -inf, nan])"),
      ([3], [1.5, .infinity, .nan], "tensor([1.5000,    inf,    nan])"),
      ([2], [.nan, .infinity], "tensor([nan, inf])"),
      ([3], [1e-5, 1, 0], "tensor([1.0000e-05, 1.0000e+00, 0.0000e+00])"),
      ([2], [1000, 1], "tensor([1000.,    1.])"),
      ([2], [1001, 1], "tensor([1.0010e+03, 1.0000e+00])"),
      ([2], [1000.5, 1], "tensor([1.0005e+03, 1.0000e+00])"),
      ([2], [1e8, 1e6], "tensor([100000000.,   1000000.])"),
      ([1], [1.1e8], "tensor([1.1000e+08])"),
      ([1], [0.0001], "tensor([1.0000e-04])"),
      ([1], [0.00009], "tensor([9.0000e-05])"),
      ([1], [1e-9], "tensor([1.0000e-09])"),
      ([2], [16_777_216, 1e6], "tensor([16777216.,  1000000.])"),
      (
        [2, 1, 2, 1], [1, 1, 1, 1],
        """
        tensor([[[[1.],
                  [1.]]],


                [[[1.],
                  [1.]]]])
        """
      ),
      (
        [23], (0..<23).map { Float($0) * 0.37 },
        """
        tensor([0.0000, 0.3700, 0.7400, 1.1100, 1.4800, 1.8500, 2.2200, 2.5900, 2.9600,
                3.3300, 3.7000, 4.0700, 4.4400, 4.8100, 5.1800, 5.5500, 5.9200, 6.2900,
                6.6600, 7.0300, 7.4000, 7.7700, 8.1400])
        """
      ),
    ] as [([Int], [Float], String)])
  func `a float32 tensor is printed as PyTorch does`(
    extents: [Int], elements: [Float], text: String
  ) throws {
    #expect(try torchText(tensor(extents, elements)) == text)
  }

  @Test(
    arguments: [
      ([1, 2, 3], PrintOptions(sciMode: true), "tensor([1.0000e+00, 2.0000e+00, 3.0000e+00])"),
      ([1e-6, 1e6], PrintOptions(sciMode: false), "tensor([      0.0000, 1000000.0000])"),
      ([1.5, 2.5, 3.5], PrintOptions(precision: 0), "tensor([2, 2, 4])"),
      ([0.125, 0.375, 2.5], PrintOptions(precision: 2), "tensor([0.12, 0.38, 2.50])"),
      ([0.125], PrintOptions(profile: .short), "tensor([0.12])"),
      (
        (0..<8).map { Float($0) * 1.5 }, PrintOptions(lineWidth: 20),
        """
        tensor([ 0.0000,
                 1.5000,
                 3.0000,
                 4.5000,
                 6.0000,
                 7.5000,
                 9.0000,
                10.5000])
        """
      ),
      ([1, 2], PrintOptions(threshold: -1, edgeItems: 0), "tensor([...], size=(2,))"),
      ([1, 2], PrintOptions(edgeItems: 0), "tensor([1., 2.], size=(2,))"),
    ] as [([Float], PrintOptions, String)])
  func `the options are those of set_printoptions`(
    elements: [Float], options: PrintOptions, text: String
  ) throws {
    #expect(try torchText(tensor([elements.count], elements), options) == text)
  }

  @Test func `the type is shown where the elements do not tell it`() throws {
    #expect(
      try torchText(tensor([2], [1.5, 2.5])) == "tensor([1.5000, 2.5000], dtype=torch.float64)")
    let brain = [1, 2].map { BFloat16(rounding: Float($0)) }
    #expect(try torchText(tensor([2], brain)) == "tensor([1., 2.], dtype=torch.bfloat16)")
    #expect(try torchText(tensor([0], [Int]().map(Int64.init))) == "tensor([], dtype=torch.int64)")
    #expect(try torchText(tensor([2], [true, false])) == "tensor([ True, False])")
    #expect(try torchText(tensor([], [true])) == "tensor(True)")
    #expect(
      try torchText(tensor([2], [UInt64.max, 0]))
        == "tensor([18446744073709551615,                    0], dtype=torch.uint64)")
    #expect(
      try torchText(tensor([2, 2], [1, -22, 113, 4] as [Int32])) == """
        tensor([[  1, -22],
                [113,   4]], dtype=torch.int32)
        """)
    #expect(
      try torchText(tensor([9], [Double](repeating: 1.25, count: 9))) == """
        tensor([1.2500, 1.2500, 1.2500, 1.2500, 1.2500, 1.2500, 1.2500, 1.2500, 1.2500],
               dtype=torch.float64)
        """)
    #expect(
      try torchText(tensor([10], [Double](repeating: 1.25, count: 10))) == """
        tensor([1.2500, 1.2500, 1.2500, 1.2500, 1.2500, 1.2500, 1.2500, 1.2500, 1.2500,
                1.2500], dtype=torch.float64)
        """)
    #expect(
      try torchText(tensor([1], [1.5 as Float]), suffixes: ["grad_fn=<MulBackward0>"])
        == "tensor([1.5000], grad_fn=<MulBackward0>)")
  }

  @Test func `a summary shows the ends of each axis`() throws {
    let count = try tensor([1001], (0...1000).map(Int64.init))
    #expect(try torchText(count) == "tensor([   0,    1,    2,  ...,  998,  999, 1000])")
    let matrix = try tensor([4, 3], (0..<12).map(Int64.init))
    #expect(
      try torchText(matrix, PrintOptions(threshold: 5, edgeItems: 1)) == """
        tensor([[ 0,  ...,  2],
                ...,
                [ 9,  ..., 11]])
        """)
    #expect(
      try torchText(matrix, PrintOptions(threshold: 5, edgeItems: 0))
        == "tensor([...], size=(4, 3))")
    // Axes of 6 are shown whole.
    let block = try torchText(
      tensor([7, 6, 30], (0..<1260).map { Int64($0) }), PrintOptions(edgeItems: 3))
    #expect(block.contains("\n\n        ...,\n\n"))
    #expect(block.hasSuffix("[1230, 1231, 1232,  ..., 1257, 1258, 1259]]])"))
  }

  @Test func `a summary asks for the corners alone, in rising order`() throws {
    let asked = Counting<Int64>.Asked()
    let shape = try Shape([100_000, 100_000])
    let text = try torchText(Counting(shape: shape, asked: asked) { Int64($0) })
    #expect(asked.count == 2 * 36)
    #expect(asked.isRising)
    #expect(
      text.hasPrefix(
        "tensor([[         0,          1,          2,  ...,      99997,      99998,\n"))
    let cube = Counting<Int64>.Asked()
    let tall = try Shape([50, 2, 40, 3])
    _ = try torchText(Counting(shape: tall, asked: cube) { Int64($0) })
    #expect(cube.count == 2 * 6 * 2 * 6 * 3)
  }

  @Test func `a row longer than any block streams by`() throws {
    let asked = Counting<Bool>.Asked()
    let source = Counting(shape: .vector(10_000), asked: asked) { $0 % 3 == 0 }
    let text = try torchText(source, PrintOptions(profile: .full, lineWidth: 100))
    let rows = text.split(separator: "\n")
    #expect(rows.count == 770)
    #expect(rows.allSatisfy { $0.utf8.count <= 100 })
    #expect(text.split(separator: ",").count == 10_000)
    let line = try torchText(source, PrintOptions(profile: .full, lineWidth: .max))
    #expect(!line.contains("\n"))
    #expect(line.utf8.count == 70_008)
  }

  @Test func `the compact layout has one blank line between samples`() throws {
    let source = try tensor([2, 2, 2, 2], (0..<16).map { Float($0) / 8 })
    #expect(
      try torchText(source, layout: .compact) == """
        tensor([[[[0.0000, 0.1250],
                  [0.2500, 0.3750]],
                 [[0.5000, 0.6250],
                  [0.7500, 0.8750]]],

                [[[1.0000, 1.1250],
                  [1.2500, 1.3750]],
                 [[1.5000, 1.6250],
                  [1.7500, 1.8750]]]])
        """)
    let sample = try tensor([2, 1, 1], [1, 2] as [Float])
    #expect(try torchText(sample, layout: .compact) == "tensor([[[1.]],\n        [[2.]]])")
    let volumes = try tensor([2, 2, 1, 1, 1], [1, 2, 3, 4] as [Float])
    #expect(
      try torchText(volumes, layout: .compact)
        == "tensor([[[[[1.]]],\n         [[[2.]]]],\n\n        [[[[3.]]],\n         [[[4.]]]]])")
  }

  @Test func `no option is too absurd to print with`() throws {
    let source = try tensor([3], [1.5, -2.25, .nan] as [Float])
    let long = try torchText(source, PrintOptions(precision: 2000))
    #expect(
      long == "tensor([ 1.5" + String(repeating: "0", count: 1999) + ",\n        -2.25"
        + String(repeating: "0", count: 1998) + ",\n        " + String(repeating: " ", count: 2000)
        + "nan])")
    let scientific = try torchText(source, PrintOptions(precision: 1000, sciMode: true))
    #expect(scientific.hasPrefix("tensor([ 1.5" + String(repeating: "0", count: 999) + "e+00,\n"))
    for extreme in [Int.min, -1, 0, .max] {
      let options = PrintOptions(
        precision: max(min(extreme, 9), -9), threshold: Double(extreme), edgeItems: extreme,
        lineWidth: extreme)
      #expect(try torchText(source, options).hasPrefix("tensor(["))
    }
    #expect(try torchText(source, PrintOptions(threshold: .nan)) == torchText(source))
  }
}
