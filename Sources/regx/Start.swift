import RegxCommand

/// The process's entry, under the name that the package manager links as `main`. It takes C's
/// arguments: `CommandLine` is left out of the program (`Runtime.swift`).
@c(regx_main)
public func start(
  _ count: CInt, _ words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>>
) -> CInt {
  regx(UnsafeBufferPointer(start: words + 1, count: max(1, Int(count)) - 1))
}
