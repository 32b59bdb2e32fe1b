// PyTorch's printed text, read back: what people paste from a terminal or a page.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// A tensor as `print` shows it.
///
/// - Read: `tensor(...)` with any wrapping of lines, with `dtype=`, `size=`, `device=`, `grad_fn=`
///   and `requires_grad=` after the numbers; NumPy's `array(...)`; nested brackets alone, with
///   commas or blanks. Prompts and `#` at the beginning of lines are let pass, and so is any other
///   text around.
/// - Headings such as `# DropPath` name the tensors where a text holds several.
/// - Numbers are what is printed: PyTorch shows four digits unless told otherwise.
public enum TorchTextReader {
  /// The tensor in the text.
  ///
  /// - `tensor`: the heading in front of the one that is meant, or its number from 1 on.
  /// - `wanted`: the dtype each number is rounded to, once; without it the one that is printed,
  ///   else float32, int64 or bool, and float64 instead of float32 in `array(...)`.
  /// - `unsaid`: the dtype where the text says none and one that PyTorch prints without its name.
  /// - Throws: `FormatError` with line and column; for a summary too, whose values are not there.
  public static func open(
    _ bytes: ByteSource, tensor name: String? = nil, wanted: DType? = nil, unsaid: DType? = nil
  ) throws(FormatError) -> any Source {
    let source = try open(bytes, tensor: name, wanted: wanted)
    guard wanted == nil, let unsaid, [.float32, .int64, .bool].contains(source.dtype),
      source.dtype != unsaid
    else { return source }
    return try open(bytes, tensor: name, wanted: unsaid)
  }

  private static func open(
    _ bytes: ByteSource, tensor name: String?, wanted: DType?
  ) throws(FormatError) -> any Source {
    let found = try findPrintedTensors(bytes)
    let chosen = try choose(name, among: found)
    var reader = PrintedReader(bytes, chosen)
    // The dtype stands after the numbers. Where another one was expected, or numbers were refused
    // that another one may hold, read them again: each is rounded once.
    let expected = wanted ?? chosen.dtype
    var parts: PrintedContent
    var used = expected
    do throws(FormatError) {
      parts = try reader.read(expected)
    } catch {
      guard wanted == nil, expected != nil else { throw error }
      used = nil
      parts = try reader.read(nil)
    }
    if wanted == nil {
      let said =
        parts.dtype ?? (chosen.form == .array && parts.store.isFloating ? .float64 : nil)
      if said != used { parts = try reader.read(said) }
    }
    return try parts.finish(wanted, in: reader.scanner)
  }

  private static func choose(
    _ name: String?, among tensors: [PrintedTensor]
  ) throws(FormatError) -> PrintedTensor {
    guard let first = tensors.first else {
      throw FormatError("holds no printed tensor: neither 'tensor(' nor a list in brackets")
    }
    let names = tensors.enumerated().map { $1.heading ?? "\($0 + 1)" }
    if let name {
      if let place = names.firstIndex(where: { $0.lowercased() == name.lowercased() }) {
        return tensors[place]
      }
      if let number = Int(name), tensors.indices.contains(number - 1) { return tensors[number - 1] }
    } else if first.form == .brackets, first.heading == nil {
      // What follows brackets alone may be anything, such as the shape that was printed next.
      return first
    }
    do throws(FormatError) {
      return tensors[try chooseTensor(name, among: names)]
    } catch {
      guard tensors.count == PrintedTensor.limit else { throw error }
      throw error.noting("only the first \(tensors.count) printed tensors are looked at")
    }
  }
}

/// What a printed tensor consists of.
struct PrintedContent: ~Copyable {
  var store: ElementStore
  var extents: [Int]
  var dtype: DType?
  var size: [Int]?

  /// The tensor of the parts.
  consuming func finish(
    _ wanted: DType?, in scanner: borrowing TextScanner
  ) throws(FormatError) -> any Source {
    if let place = store.unholdable {
      throw scanner.failure("a whole number beyond int64: choose a floating dtype", at: place)
    }
    let found = try shape(of: extents)
    guard let size else { return try store.finish(found) }
    let said = try shape(of: size)
    guard said == found || said.count == 0 && found.count == 0 else {
      throw FormatError("its numbers have the shape \(found), and its 'size' says \(said)")
    }
    return try store.finish(said)
  }
}
