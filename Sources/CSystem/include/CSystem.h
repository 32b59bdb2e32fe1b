// What Swift's import of C leaves out: headers and a macro of the system, an instruction of the
// processor.
// SPDX-License-Identifier: Apache-2.0

#ifdef __linux__
#include <malloc.h>
#include <sys/xattr.h>
#endif

/// The cores that this process may use, or 0 where the system does not tell.
int regx_available_cores(void);

/// The vector instructions that the processor has and the system saves: 0 for any processor, 1 for
/// x86-64-v3 (AVX2, FMA), 2 for x86-64-v4 (AVX-512).
int regx_vector_level(void);
