// How PyTorch divides the elements of a call among a GPU's threads.
//
// Source: PyTorch 2.13, aten/src/ATen/native/cuda/DistributionTemplates.h and Dropout.cu.
// SPDX-License-Identifier: Apache-2.0

/// A launch of a drawing kernel: it decides which thread makes which element, from which of the
/// thread's blocks.
struct CUDALaunch: Sendable {
  /// The threads: blocks of 256.
  let threads: Int
  /// The neighbours that one thread makes at a time; 1 if its elements are a whole launch apart.
  let width: Int

  /// A launch for `count` elements on a GPU; without one, the launch that all models share.
  ///
  /// - Precondition: there are elements.
  /// - Throws: `.unknownGPU` without a GPU, where the models differ.
  init(_ count: Int, width: Int = 1, on gpu: GPU?) throws(UnsupportedDraw) {
    self.width = width
    let most = gpu?.threads ?? GPU.commonThreads
    threads = min((count - 1) / 256 + 1, most / 256) * 256
    if gpu == nil, count > width * GPU.commonThreads {
      throw .unknownGPU(count: count, alike: width * GPU.commonThreads)
    }
  }

  /// By how much PyTorch moves its generator's offset on; `unroll` values per round and thread.
  func increment(for count: Int, unroll: Int = 4) -> UInt64 {
    UInt64(((count - 1) / (threads * unroll) + 1) * 4)
  }
}

/// The words of one call: those of its launch's threads, each of which is a stream of its own.
struct CUDAWords: IndexedWords {
  let key: UInt64
  /// The number of the first block that each thread draws.
  let firstBlock: UInt64
  let launch: CUDALaunch

  func write(_ count: Int, from index: UInt64, to memory: UnsafeMutablePointer<UInt32>) {
    switch launch.width {
    case 1: writeApart(count, from: Int(index), to: memory)
    case 4: writeBlocks(count, from: Int(index), to: memory)
    default: writeNeighbours(count, from: Int(index), to: memory)
    }
  }

  /// Each thread makes four elements that lie as far apart as there are threads.
  private func writeApart(_ count: Int, from index: Int, to memory: UnsafeMutablePointer<UInt32>) {
    var done = 0
    while done < count {
      let (line, thread) = (index + done).quotientAndRemainder(dividingBy: launch.threads)
      let run = min(launch.threads - thread, count - done)
      Philox4x32.writeWords(
        run, at: line % 4, from: firstBlock &+ UInt64(line / 4), of: UInt64(thread), key: key,
        counting: .streams, to: memory + done)
      done += run
    }
  }

  /// Each thread makes four neighbours: a block.
  private func writeBlocks(_ count: Int, from index: Int, to memory: UnsafeMutablePointer<UInt32>) {
    var done = 0
    while done < count {
      let (group, word) = (index + done).quotientAndRemainder(dividingBy: 4)
      let (round, thread) = group.quotientAndRemainder(dividingBy: launch.threads)
      let number = firstBlock &+ UInt64(round)
      let blocks = min(launch.threads - thread, (count - done) / 4)
      if word == 0, blocks > 0 {
        Philox4x32.writeBlocks(
          blocks, from: number, of: UInt64(thread), key: key, counting: .streams,
          to: memory + done)
        done += 4 * blocks
      } else {
        let block = Philox4x32.block(number, of: UInt64(thread), key: key)
        let run = min(4 - word, count - done)
        for i in 0..<run { memory[done + i] = block[word + i] }
        done += run
      }
    }
  }

  /// Each thread makes two neighbours of half a block, or eight of two blocks.
  private func writeNeighbours(
    _ count: Int, from index: Int, to memory: UnsafeMutablePointer<UInt32>
  ) {
    let width = launch.width
    let blocksEach = (width + 3) / 4
    let limit = 256
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4 * limit * blocksEach) { blocks in
      var done = 0
      while done < count {
        let (group, first) = (index + done).quotientAndRemainder(dividingBy: width)
        let (round, thread) = group.quotientAndRemainder(dividingBy: launch.threads)
        let needed = (first + count - done - 1) / width + 1
        let threads = min(launch.threads - thread, needed, limit)
        for block in 0..<blocksEach {
          Philox4x32.writeBlocks(
            threads, from: firstBlock &+ UInt64(blocksEach * round + block), of: UInt64(thread),
            key: key, counting: .streams, to: blocks.baseAddress! + 4 * limit * block)
        }
        let run = min(threads * width - first, count - done)
        for i in 0..<run {
          let (thread, place) = (first + i).quotientAndRemainder(dividingBy: width)
          memory[done + i] = blocks[4 * limit * (place / 4) + 4 * thread + place % 4]
        }
        done += run
      }
    }
  }
}
