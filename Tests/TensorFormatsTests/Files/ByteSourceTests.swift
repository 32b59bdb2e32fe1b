// SPDX-License-Identifier: Apache-2.0

import TensorCore
import TensorFormats
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct ByteSourceTests {
  @Test(arguments: [
    ("/nonexistent", "no such file"), ("/", "is a folder"), ("/dev/null", "is empty"),
    ("/etc/passwd/x", "no such file: a part of its path is no folder"),
  ])
  func `what cannot be opened is said in a phrase`(path: String, expected: String) {
    #expect(message { try ByteSource(path: path) } == expected)
  }

  @Test func `a pipe is held to its end`() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let file = try fixtureBytes("float32-little-F.npy")
    #expect(unistdWrite(ends[1], file, file.count) == file.count)
    close(ends[1])
    let source = try openTensor(bytes: ByteSource(descriptor: ends[0]))
    close(ends[0])
    #expect(try bits(source) == fixtureBytes("float32.raw"))
  }

  @Test func `an open file is read from where it stands`() throws {
    let descriptor = open(fixture("float32-little-C.npy"), O_RDONLY)
    defer { close(descriptor) }
    lseek(descriptor, 128, SEEK_SET)
    let source = try ByteSource(descriptor: descriptor)
    let elements = try RawTensor.open(source, shape: .vector(24), dtype: .float32)
    #expect(try bits(elements) == fixtureBytes("float32.raw"))
  }
}

private func unistdWrite(_ descriptor: Int32, _ bytes: [UInt8], _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
