// What a compiled copy of the kernels exports: this type, and nothing else.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// The inner loops as this copy's instruction set runs them.
package enum CompiledLoops: DrawLoops, ProductLoops, SearchLoops {}
