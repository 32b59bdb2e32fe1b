// Progress of draws that can only be made one after the other.
// SPDX-License-Identifier: Apache-2.0

/// A closure that a long draw calls now and then, with the values drawn so far and the values in all.
///
/// Only draws that threads cannot speed up call it, and only those of 2^24 values or more.
public typealias DrawProgress = @Sendable (_ done: Int, _ total: Int) -> Void
