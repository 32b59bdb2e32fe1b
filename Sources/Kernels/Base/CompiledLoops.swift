// What a compiled copy of the kernels exports: this type, and nothing else.

import KernelInterface

/// The inner loops as this copy's instruction set runs them.
package enum CompiledLoops: DrawLoops, ProductLoops, SearchLoops {}
