// The picture of diff: where two tensors differ, in the mask, in the rounding, or in both.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Comparison
import Pictures
import TensorCore
import TensorFormats

extension Drawing {
  static let diff = Drawing(
    command: "diff", summary: "where two tensors differ: the mask, the rounding, both",
    hasPlanes: true
  ) { line, plane in
    let request = try DiffRequest(line)
    return { console in try picture(of: request, plane: plane, console) }
  }

  private static func picture(
    of request: DiffRequest, plane: [Int]?, _ console: Console
  ) throws -> Picture {
    let (a, b) = try request.tensors()
    for (path, source) in zip(request.paths, [a, b]) where source.readsInOrder {
      guard source.shape.count * 8 <= 1 << 20 else {
        throw Failure("\(quoted(path)): is read twice for a picture; write it to a file first")
      }
    }
    guard a.shape == b.shape else {
      throw Failure(
        "A has the shape (\(a.shape)) and B (\(b.shape)): no element of one lies over one of the"
          + " other")
    }
    let report = try DiffReport(a, b, request, console)
    let limits = Cells.limits(a.shape.extents)
    return try DiffPicture(
      names: request.paths, report: report, a: Cells(a, within: limits),
      b: Cells(b, within: limits),
      plane: plane
    ).picture()
  }
}

/// Two tensors, one over the other.
struct DiffPicture {
  let names: [String]
  let report: DiffReport
  let a: Cells
  let b: Cells
  let plane: [Int]?

  func picture() throws -> Picture {
    let marks = zip(a.values, b.values).map(mark)
    let grid = try Grid(.difference, a, marks, plane: plane)
    var picture = Picture(
      title: "Where two tensors differ", finding: finding,
      description: "\(finding). " + legend(marks).map { "\($0.text)." }.joined(separator: " "),
      parameters: ["A \(quoted(names[0]))", "B \(quoted(names[1]))", Words.shape(a.whole), types],
      panels: [Panel("", .grid(grid))])
    picture.legend = legend(marks)
    picture.notes = a.isCut ? [a.note] : []
    return picture
  }

  private var types: String {
    let (a, b) = (report.a.dtype.rawValue, report.b.dtype.rawValue)
    return a == b ? a : "\(a) and \(b), compared in float64"
  }

  // MARK: Marks

  private func mark(_ a: Double, _ b: Double) -> Mark {
    switch (a == 0, b == 0) {
    case (true, true): return .neither
    case (false, true): return .onlyFirst
    case (true, false): return .onlySecond
    case (false, false):
      if a == b || a.isNaN && b.isNaN { return .equal }
      return .apart(steps(a, b))
    }
  }

  /// How many steps of their type two numbers lie apart; of types that differ, many.
  private func steps(_ a: Double, _ b: Double) -> Int {
    guard report.a.dtype == report.b.dtype, a.isFinite, b.isFinite else { return .max }
    guard report.a.dtype.kind == .floating else {
      return Int(clamping: Int64(min(abs(a - b), 1e9)))
    }
    let (m, n) = (place(a), place(b))
    let distance = (a < 0) == (b < 0) ? max(m, n) - min(m, n) : m.addingReportingOverflow(n).0
    return max(Int(clamping: distance), 1)
  }

  /// The place of a number's size among all of its type.
  private func place(_ value: Double) -> UInt64 {
    switch report.a.dtype {
    case .float16: UInt64(Float16(value.magnitude).bitPattern)
    case .bfloat16: UInt64(BFloat16(rounding: value.magnitude).bitPattern)
    case .float32: UInt64(Float(value.magnitude).bitPattern)
    default: value.magnitude.bitPattern
    }
  }

  // MARK: Words

  private func legend(_ marks: [Mark]) -> [LegendEntry] {
    func count(_ isMeant: (Mark) -> Bool) -> Int { marks.count(where: isMeant) }
    func isApart(_ mark: Mark) -> Bool { if case .apart = mark { true } else { false } }
    let unit =
      report.a.dtype != report.b.dtype
      ? "another value" : report.a.dtype.kind == .floating ? "ulps apart" : "apart"
    let entries: [(LegendEntry.Sample, String, Int)] = [
      (.mark(.onlyFirst), "kept in A only", count { $0 == .onlyFirst }),
      (.mark(.onlySecond), "kept in B only", count { $0 == .onlySecond }),
      (.mark(.apart(report.a.dtype == report.b.dtype ? 1 : 10)), unit, count(isApart)),
      (.mark(.equal), "equal", count { $0 == .equal }),
      (.mark(.neither), "0 in both", count { $0 == .neither }),
    ]
    return entries.filter { $0.2 > 0 }.map {
      LegendEntry($0.0, "\($0.1): \(NumberText.count($0.2))")
    }
  }

  private var finding: String {
    guard let comparison = report.comparison else { return "" }
    let tally = comparison.tally
    let count = tally.count
    if tally.differing == 0 {
      return "A and B are equal in all \(NumberText.count(count)) elements"
    }
    if let pattern = comparison.pattern {
      let words = pattern.words(of: comparison)
      return words.prefix(1).uppercased() + words.dropFirst()
    }
    let values = tally.differing - tally.maskMismatch
    var phrases: [String] = []
    if tally.maskMismatch > 0 {
      phrases.append(
        "\(Words.share(tally.maskMismatch, of: count, "element")) are 0 in one of the two only"
          + place)
    }
    if values > 0 {
      phrases.append("\(Words.share(values, of: count, "element")) have another value")
    }
    return phrases.joined(separator: "; ")
  }

  /// Where all elements are that only one of the two drops, if it is one sample of several.
  private var place: String {
    guard !a.isCut, let samples = a.extents.first, samples > 1, a.extents.count > 1 else {
      return ""
    }
    let size = a.values.count / samples
    let touched = (0..<samples).filter { sample in
      (sample * size..<(sample + 1) * size).contains { (a.values[$0] == 0) != (b.values[$0] == 0) }
    }
    return touched.count == 1 ? ", all in sample [\(touched[0])]" : ""
  }
}
