// SPDX-License-Identifier: Apache-2.0

import TensorCore
import TensorFormats
import Testing

@Suite struct TorchTextReaderTests {
  @Test(arguments: [
    ("int", [2, 2], DType.int64), ("bool", [1, 2], .bool), ("double", [4], .float64),
    ("half", [2], .float16), ("grad", [2], .float32), ("leaf", [2], .float32),
    ("scientific", [3], .float32), ("empty", [0, 3], .float32), ("empty-int", [2, 0], .int32),
    ("scalar", [], .float32), ("none", [0], .float32), ("long", [100], .float32),
    ("array", [2, 2], .float64), ("array32", [2, 2], .float32), ("str", [2, 2], .float32),
  ])
  func `what PyTorch and NumPy print is read`(label: String, extents: [Int], dtype: DType) throws {
    let source = try openTensor(bytes: ByteSource(path: fixture("printed-\(label).txt")))
    #expect(source.shape.extents == extents)
    #expect(source.dtype == dtype)
  }

  @Test func `with enough digits the bits come back`() throws {
    let source = try openTensor(bytes: ByteSource(path: fixture("values.txt")))
    #expect(source.shape.extents == [3, 2, 2, 2])
    #expect(try bits(source) == fixtureBytes("values.raw"))
  }

  @Test func `a commented printout with stripped indentation is read`() throws {
    let page = """
      # DropPath
      print(d1)
      # tensor([[[[0.1947, 0.7662],
      # [1.1083, 1.0685]],
      # [[0.8515, 0.2467],
      # [0.0661, 1.4370]]],
      #
      # [[[0.0000, 0.0000],
      # [0.0000, 0.0000]],
      # [[0.0000, 0.0000],
      # [0.0000, 0.0000]]]])
      # Dropout
      print(d2)
      # tensor([[[[2.,
      #           3.]]]])
      And so on.
      """
    let path = try TorchTextReader.open(text(page), tensor: "DropPath")
    #expect(path.shape.extents == [2, 2, 2, 2])
    let second = try openTensor(bytes: text(page), tensor: "dropout")
    #expect(try #require(second as? any Source<Float>).tensor().elements == [2, 3])
    #expect(try TorchTextReader.open(text(page), tensor: "2").shape.extents == [1, 1, 1, 2])
    #expect(
      message { try openTensor(bytes: text(page)) }
        == "holds 2 tensors: choose one of 'DropPath', 'Dropout'")
    #expect(
      message { try TorchTextReader.open(text(page), tensor: "x") }
        == "holds no tensor 'x'; it has 'DropPath', 'Dropout'")
  }

  @Test(arguments: [
    (">>> x\ntensor([[1., 2.],\n        [3., 4.]])\n>>> ", [2, 2], DType.float32),
    (">>> x = torch.tensor([[1, 2],\n...     [3, 4]])\n", [2, 2], .int64),
    ("Out[3]: \ntensor([1., 2.], device='cuda:0', grad_fn=<MulBackward0>)", [2], .float32),
    ("Parameter containing:\ntensor([1.], requires_grad=True)", [1], .float32),
    ("tensor(nan)", [], .float32), ("tensor(-inf)", [], .float32), ("tensor(True)", [], .bool),
    ("tensor(7, dtype=torch.uint8)", [], .uint8), ("[[1. 2.]\n [3. 4.]]", [2, 2], .float32),
    ("# [[1., 2.],\n#  [3., 4.]]", [2, 2], .float32), ("> tensor([1.,\n>  2.])", [2], .float32),
    ("tensor([1.0000e-08, -1.0000e+00])", [2], .float32), ("[[1, 2], [3, 4.]]", [2, 2], .float32),
    ("tensor([[1.],\r\n        [2.]])\r\n", [2, 1], .float32),
    ("tensor([], size=(3, 0, 2), dtype=torch.float64)", [3, 0, 2], .float64),
    ("tensor([1., 2.],\n       dtype=torch.bfloat16)", [2], .bfloat16),
    ("a tensor (of rank 1): tensor([1.])", [1], .float32),
    ("# A\n[[1. 2.]]\n", [1, 2], .float32),
  ])
  func `text around and marks at the beginning of lines are let pass`(
    page: String, extents: [Int], dtype: DType
  ) throws {
    let source = try openTensor(bytes: text(page))
    #expect(source.shape.extents == extents)
    #expect(source.dtype == dtype)
  }

  @Test func `a dtype behind the numbers is rounded to once`() throws {
    let source = try TorchTextReader.open(text("tensor([0.1], dtype=torch.float64)"))
    #expect(try #require(source as? any Source<Double>).tensor().elements == [0.1])
  }

  @Test(arguments: [
    ("tensor([300]) # dtype=int8", DType.int64), ("tensor([3]) and dtype=float16", .int64),
    ("tensor([300], size=(1,), dtype=torch.int16)", .int16), ("array([1, 2])", .int64),
    ("array([1., 2.])", .float64), ("array([1., 2.], dtype=float32)", .float32),
    ("dtype=torch.float64 of tensor([1.])", .float32), ("[1.5, 2] dtype=float64", .float32),
  ])
  func `only a dtype within the parentheses is the tensor's`(page: String, dtype: DType) throws {
    #expect(try TorchTextReader.open(text(page)).dtype == dtype)
  }

  @Test func `of very many tensors the first are looked at, which is said`() throws {
    let page = (1...1200).map { "tensor(\($0))" }.joined(separator: "\n")
    #expect(try bits(TorchTextReader.open(text(page), tensor: "1000")).prefix(2) == [0xe8, 3])
    let note = "; only the first 1000 printed tensors are looked at"
    #expect(message { try TorchTextReader.open(text(page)) }?.hasSuffix(note) == true)
    #expect(
      message { try TorchTextReader.open(text(page), tensor: "1001") }?.hasSuffix(note) == true)
  }

  @Test func `brackets and words are found at any place among others`() throws {
    for blanks in 0...17 {
      let space = String(repeating: " ", count: blanks)
      for page in ["1\(space)tensor([2.5])", "tensor(\(space)[\(space)2.5\(space)]\(space))"] {
        #expect(try bits(TorchTextReader.open(text(page))) == [0, 0, 0x20, 0x40], "\(page)")
      }
    }
  }

  @Test(arguments: [
    (
      "tensor([0., 1., 2.,  ..., 7., 8., 9.])",
      "line 1, column 22: a summary, whose '...' stands for values that are not there: print all "
        + "after torch.set_printoptions(threshold=torch.inf)"
    ),
    (
      "tensor([[1., 2.],\n        ...,\n        [3., 4.]])",
      "line 2, column 9: a summary, whose '...' stands for values that are not there: print all "
        + "after torch.set_printoptions(threshold=torch.inf)"
    ),
    (
      "tensor([[1., 2.],\n        [3.]])",
      "line 2, column 12: ragged: a list of 1 where the others have 2"
    ),
    ("tensor([1., 2.", "line 1, column 15: the text ends within the brackets"),
    ("tensor([1., 2.]", "line 1, column 16: the text ends before the ')' of the tensor"),
    (
      "tensor([1., 2.], dtype=torch.float64",
      "line 1, column 24: the text ends before the ')' of the tensor"
    ),
    ("tensor([1., x])", "line 1, column 13: 'x' is no number"),
    (
      "tensor([1.+0.j, 1.+0.j])",
      "line 1, column 9: '1.+0.j' is complex: print its .real and .imag apart"
    ),
    (
      "tensor([1., 2.], dtype=torch.qint8)",
      "line 1, column 18: 'qint8' is not a known dtype"
    ),
    ("tensor([1., 2.], size=(3,))", "its numbers have the shape 2, and its 'size' says 3"),
    ("[1, null]", "line 1, column 5: 'null' is no number"),
  ])
  func `what is wrong is said with its place`(page: String, expected: String) {
    #expect(message { try openTensor(bytes: text(page)) } == expected)
  }
}
