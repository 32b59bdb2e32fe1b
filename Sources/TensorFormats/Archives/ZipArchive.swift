// A zip archive as a table of byte ranges: members are stored, and read where they lie.
// SPDX-License-Identifier: Apache-2.0

/// The directory of a zip archive (PKWARE's APPNOTE 6.3), zip64 included.
///
/// - Memory: in proportion to the directory, which has 100 MB at the most.
struct ZipArchive {
  /// A file in the archive, as the directory at its end describes it.
  struct Member {
    var name: String
    var flags: Int
    /// 0 for stored, 8 for deflated.
    var method: Int
    var storedSize: Int
    var size: Int
    var headerOffset: Int

    var isCompressed: Bool { method != 0 || storedSize != size }
    var isEncrypted: Bool { flags & 1 != 0 }
  }

  private static let directoryLimit = 100_000_000

  let bytes: ByteSource
  private(set) var members: [Member] = []

  /// Whether bytes begin as an archive does.
  static func begins(_ start: [UInt8]) -> Bool {
    start.starts(with: [0x50, 0x4b, 3, 4]) || start.starts(with: [0x50, 0x4b, 5, 6])
  }

  /// Reads the directory.
  ///
  /// - Throws: `FormatError` if it is missing, broken, or says of a member that it lies outside of
  ///   the file.
  init(_ bytes: ByteSource) throws(FormatError) {
    self.bytes = bytes
    // The directory stands at the end.
    try bytes.readToEnd()
    let (count, range) = try Self.directory(of: bytes)
    guard range.count <= Self.directoryLimit else {
      throw FormatError("has a zip directory of \(range.count) bytes, and 100000000 is the most")
    }
    var fields = LittleEndian(try bytes.bytes(range))
    for _ in 0..<count { members.append(try Self.member(&fields, in: bytes)) }
  }

  /// The member of this name; of several the last, as Python takes it.
  func member(_ name: String) -> Member? { members.last { $0.name == name } }

  /// The content of a stored member.
  func content(of member: Member) throws(FormatError) -> ByteSource {
    guard !member.isEncrypted else {
      throw FormatError("\(quoted(member.name)) is encrypted: save it without a password")
    }
    precondition(!member.isCompressed)
    // What stands before the content may differ from the directory in length.
    var header = LittleEndian(
      try bytes.bytes(member.headerOffset..<min(member.headerOffset + 30, bytes.count)))
    guard header.next(4) == 0x0403_4b50 else { throw Self.broken }
    header.skip(22)
    let (name, extra) = (header.next(2), header.next(2))
    guard !header.isShort else { throw Self.broken }
    let start = member.headerOffset + 30 + name + extra
    guard start <= bytes.count, member.size <= bytes.count - start else {
      throw FormatError("ends early, within \(quoted(member.name))")
    }
    return ByteSource(start..<start + member.size, of: bytes)
  }

  private static let broken = FormatError(
    "is a broken zip archive: it was cut off or changed on its way; save or copy it again")

  /// How many members there are, and where the directory lies.
  private static func directory(
    of bytes: ByteSource
  ) throws(FormatError) -> (count: Int, range: Range<Int>) {
    // The end has 22 bytes, and a comment of up to 65535.
    let start = max(bytes.count - 65557, 0)
    let tail = try bytes.bytes(start..<bytes.count)
    guard tail.count >= 22 else { throw broken }
    let end = (0...tail.count - 22).reversed().first {
      tail[$0...].starts(with: [0x50, 0x4b, 5, 6])
        && Int(tail[$0 + 20]) | Int(tail[$0 + 21]) << 8 == tail.count - $0 - 22
    }
    guard let end else { throw broken }
    var fields = LittleEndian(Array(tail[(end + 10)...]))
    var (count, size, offset) = (fields.next(2), fields.next(4), fields.next(4))
    if count == 0xffff || size == 0xffff_ffff || offset == 0xffff_ffff, end + start >= 20 {
      var locator = LittleEndian(try bytes.bytes(end + start - 20..<end + start))
      if locator.next(4) == 0x0706_4b50 {
        locator.skip(4)
        let place = locator.next(8)
        guard place >= 0, place <= bytes.count - 56 else { throw broken }
        var wide = LittleEndian(try bytes.bytes(place..<place + 56))
        guard wide.next(4) == 0x0606_4b50 else { throw broken }
        wide.skip(28)
        (count, size, offset) = (wide.next(8), wide.next(8), wide.next(8))
      }
    }
    // An entry has 46 bytes and a name.
    guard count >= 0, size >= 0, offset >= 0, offset <= bytes.count, size <= bytes.count - offset,
      count <= size / 46
    else { throw broken }
    return (count, offset..<offset + size)
  }

  private static func member(
    _ fields: inout LittleEndian, in bytes: ByteSource
  ) throws(FormatError) -> Member {
    guard fields.next(4) == 0x0201_4b50 else { throw broken }
    fields.skip(4)
    let (flags, method) = (fields.next(2), fields.next(2))
    fields.skip(8)
    var (stored, size) = (fields.next(4), fields.next(4))
    let (nameLength, extraLength, commentLength) = (fields.next(2), fields.next(2), fields.next(2))
    fields.skip(8)
    var offset = fields.next(4)
    let name = String(decoding: fields.take(nameLength), as: UTF8.self)
    var extra = LittleEndian(Array(fields.take(extraLength)))
    fields.skip(commentLength)
    // What does not fit in 32 bits stands in a block of its own, in this order.
    while extra.left >= 4 {
      let (kind, length) = (extra.next(2), extra.next(2))
      var block = LittleEndian(Array(extra.take(length)))
      guard kind == 1 else { continue }
      if size == 0xffff_ffff { size = block.next(8) }
      if stored == 0xffff_ffff { stored = block.next(8) }
      if offset == 0xffff_ffff { offset = block.next(8) }
      guard !block.isShort else { throw broken }
    }
    guard !fields.isShort, stored >= 0, size >= 0, offset >= 0, offset <= bytes.count,
      stored <= bytes.count - offset
    else { throw broken }
    return Member(
      name: name, flags: flags, method: method, storedSize: stored, size: size,
      headerOffset: offset)
  }
}

/// Whole numbers in bytes, the least significant byte first, read one after another.
struct LittleEndian {
  private let bytes: [UInt8]
  private var place = 0
  /// Whether more was asked for than there is.
  private(set) var isShort = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The bytes that are left.
  var left: Int { bytes.count - place }

  /// The next `count` bytes, fewer at the end.
  mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    if count > left { isShort = true }
    let end = place + min(max(count, 0), left)
    defer { place = end }
    return bytes[place..<end]
  }

  /// The number in the next `count` bytes; negative where 8 of them have no other way to say it.
  mutating func next(_ count: Int) -> Int {
    Int(
      truncatingIfNeeded: take(count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  mutating func skip(_ count: Int) { _ = take(count) }
}
