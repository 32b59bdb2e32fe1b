// The inner loops of the draws, as this process runs them.
// SPDX-License-Identifier: Apache-2.0

package import KernelInterface
import KernelSelection

package enum Kernels {
  /// The loops in use: the fastest that the processor runs, or what `REGX_KERNELS` names.
  ///
  /// A debug build has the plain ones, unless `REGX_KERNELS` names others.
  package static let inUse: any DrawLoops.Type = KernelSelection.chosen ?? PlainDrawLoops.self

  /// The loops of searches in use, chosen as those of draws are.
  package static let search: any SearchLoops.Type = KernelSelection.chosen ?? PlainSearchLoops.self
}
