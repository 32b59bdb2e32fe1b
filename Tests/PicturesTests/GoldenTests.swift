// The pictures of the samples, byte for byte.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pictures

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Golden pictures")
struct GoldenTests {
  /// The pictures that are compared as text and as SVG.
  static let names = [
    "masks", "heat", "channels", "sweep", "running", "schedule", "routes", "difference",
  ]

  /// The committed file of this name; REGX_GOLDEN=write makes it anew, for a person to compare.
  private func committed(_ name: String, _ made: String) throws -> String {
    let path = #filePath.dropLast("GoldenTests.swift".count) + "Golden/\(name)"
    let writes = getenv("REGX_GOLDEN").map { String(cString: $0) } == "write"
    let file = try #require(fopen(String(path), writes ? "w" : "r"))
    defer { fclose(file) }
    if writes {
      fputs(made, file)
      return made
    }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
  }

  @Test("A picture at 80 columns is what is committed", arguments: names)
  func unicode(name: String) throws {
    let made = TerminalRenderer(.wide(80)).text(Samples.picture(name))
    #expect(try made == committed(name + ".txt", made))
  }

  @Test("A picture in ASCII is what is committed", arguments: names)
  func ascii(name: String) throws {
    let made = TerminalRenderer(.wide(80, isUnicode: false)).text(Samples.picture(name))
    #expect(try made == committed(name + ".ascii.txt", made))
  }

  @Test("A picture as SVG is what is committed", arguments: names)
  func svg(name: String) throws {
    let made = SVGRenderer().text(Samples.picture(name))
    #expect(try made == committed(name + ".svg", made))
  }
}

extension TerminalCapabilities {
  /// A pipe so wide.
  static func wide(
    _ width: Int, colours: Colours = .none, isUnicode: Bool = true, height: Int? = nil
  ) -> TerminalCapabilities {
    TerminalCapabilities(width: width, height: height, colours: colours, isUnicode: isUnicode)
  }
}
