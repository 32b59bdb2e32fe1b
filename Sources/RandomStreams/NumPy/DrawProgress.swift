// Draws that are made one after the other, and take their time.

/// Is told now and then how many of how many values are drawn, where no thread can help; never for
/// fewer than 2^24 values.
public typealias DrawProgress = @Sendable (_ done: Int, _ total: Int) -> Void
