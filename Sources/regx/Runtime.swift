// Functions of Swift's runtime that regx never calls, and that it would pay for at each start: the
// linker takes these for the runtime's own, and leaves out what stands beside those.

#if os(Linux)
  /// Beside it stands a constructor that looks for the arguments in `/proc/self/maps`.
  @c(_swift_stdlib_getUnsafeArgvArgc)
  public func unsafeArguments(
    _ count: UnsafeMutablePointer<CInt>
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    preconditionFailure("regx takes its arguments from main")
  }

  @c(_swift_stdlib_overrideUnsafeArgvArgc)
  public func overrideUnsafeArguments(
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: CInt
  ) {
    preconditionFailure("regx takes its arguments from main")
  }

  /// Looks in eight places for `swift-backtrace`, which is not installed with regx.
  @c(swift_copyAuxiliaryExecutablePath)
  public func auxiliaryExecutablePath(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar>? { nil }
#endif
