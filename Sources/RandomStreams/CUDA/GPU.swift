// How many threads GPUs run at once, on which draws depend.
// SPDX-License-Identifier: Apache-2.0

/// The properties of a GPU on which PyTorch's draws depend: `torch.cuda.get_device_properties`
/// tells them.
public struct GPU: Hashable, Sendable {
  /// `multi_processor_count`.
  public let multiprocessors: Int
  /// `max_threads_per_multi_processor`.
  public let threadsPerMultiprocessor: Int

  /// `nil` for numbers that no GPU has: it runs from 256 to 2^24 threads.
  public init?(multiprocessors: Int, threadsPerMultiprocessor: Int) {
    guard 1...16384 ~= multiprocessors, 256...65536 ~= threadsPerMultiprocessor else { return nil }
    self.multiprocessors = multiprocessors
    self.threadsPerMultiprocessor = threadsPerMultiprocessor
  }

  fileprivate init(_ multiprocessors: Int, _ threadsPerMultiprocessor: Int) {
    self.multiprocessors = multiprocessors
    self.threadsPerMultiprocessor = threadsPerMultiprocessor
  }

  /// The most threads that a drawing kernel is launched with: blocks of 256.
  package var threads: Int { multiprocessors * (threadsPerMultiprocessor / 256) * 256 }

  /// Up to so many threads all GPUs are taken to draw alike: all models since 2018 but some of the
  /// smallest run as many.
  static let commonThreads = 40960

  /// The GPU of this name, such as `h100-sxm`; `nil` for another name.
  public static func named(_ name: String) -> GPU? { models.first { $0.name == name }?.gpu }
}

/// A model in the table of GPUs.
public struct GPUModel: Sendable {
  /// The name, in lower case: `h100-sxm`.
  public let name: String
  /// Its properties.
  public let gpu: GPU
}

extension GPU {
  /// The models by name. A slice of a GPU (MIG) has fewer multiprocessors.
  ///
  /// Those marked + are confirmed by an output or by properties that their owners published with
  /// PyTorch; the others are the makers' data.
  public static let models: [GPUModel] = [
    GPUModel(name: "t4", gpu: GPU(40, 1024)),  // + pytorch#194676
    GPUModel(name: "k80", gpu: GPU(13, 2048)),  // + pytorch#25690
    GPUModel(name: "p100", gpu: GPU(56, 2048)),  // + pytorch#25690
    GPUModel(name: "v100", gpu: GPU(80, 2048)),
    GPUModel(name: "a10", gpu: GPU(72, 1536)),
    GPUModel(name: "a10g", gpu: GPU(80, 1536)),  // + pytorch#196733
    GPUModel(name: "a30", gpu: GPU(56, 2048)),
    GPUModel(name: "a40", gpu: GPU(84, 1536)),
    GPUModel(name: "a100", gpu: GPU(108, 2048)),  // + pytorch#143086
    GPUModel(name: "l4", gpu: GPU(58, 1536)),  // + pytorch#194676
    GPUModel(name: "l40", gpu: GPU(142, 1536)),  // + pytorch#196733
    GPUModel(name: "l40s", gpu: GPU(142, 1536)),  // + pytorch#196733
    GPUModel(name: "h20", gpu: GPU(78, 2048)),  // + pytorch#176584
    GPUModel(name: "h100-pcie", gpu: GPU(114, 2048)),  // + pytorch#196733
    GPUModel(name: "h100-sxm", gpu: GPU(132, 2048)),  // + pytorch#143086
    GPUModel(name: "h200", gpu: GPU(132, 2048)),
    GPUModel(name: "b200", gpu: GPU(148, 2048)),
    GPUModel(name: "rtx-2080-ti", gpu: GPU(68, 1024)),
    GPUModel(name: "rtx-3060", gpu: GPU(28, 1536)),
    GPUModel(name: "rtx-3090", gpu: GPU(82, 1536)),
    GPUModel(name: "rtx-4060", gpu: GPU(24, 1536)),
    GPUModel(name: "rtx-4080-super", gpu: GPU(80, 1536)),  // + torch-xpu-ops#2926
    GPUModel(name: "rtx-4090", gpu: GPU(128, 1536)),
    GPUModel(name: "rtx-4090-d", gpu: GPU(114, 1536)),  // + pytorch#176584
    GPUModel(name: "rtx-5090", gpu: GPU(170, 1536)),
    GPUModel(name: "rtx-a4000", gpu: GPU(48, 1536)),  // + pytorch#97097
    GPUModel(name: "rtx-a6000", gpu: GPU(84, 1536)),  // + pytorch#62467
    GPUModel(name: "rtx-6000-ada", gpu: GPU(142, 1536)),
  ]
}
