// `sched_getaffinity` and its sets are extensions of GNU, macros in part. The register that tells
// which vectors the system saves is read by an instruction that Swift has no name for.
// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "CSystem.h"

#ifdef __linux__
#include <sched.h>

int regx_available_cores(void) {
  // A set is 1024 cores; Linux has 8192 at the most.
  cpu_set_t sets[8];
  if (sched_getaffinity(0, sizeof sets, sets) != 0) return 0;
  return CPU_COUNT_S(sizeof sets, sets);
}
#else
int regx_available_cores(void) { return 0; }
#endif

#ifdef __x86_64__
#include <cpuid.h>

static int has(unsigned bits, unsigned wanted) { return (bits & wanted) == wanted; }

int regx_vector_level(void) {
  unsigned a, b, c, d;
  // FMA, SSE4.2, MOVBE, POPCNT, OSXSAVE, AVX, F16C.
  const unsigned first =
      1 << 12 | 1 << 20 | 1 << 22 | 1 << 23 | 1 << 27 | 1 << 28 | 1 << 29;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !has(c, first)) return 0;
  // LZCNT.
  if (!__get_cpuid(0x80000001, &a, &b, &c, &d) || !has(c, 1 << 5)) return 0;
  // BMI1, AVX2, BMI2.
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !has(b, 1 << 3 | 1 << 5 | 1 << 8)) return 0;
  // What the system saves: XMM and YMM; the masks and both parts of ZMM.
  unsigned saved, upper;
  __asm__("xgetbv" : "=a"(saved), "=d"(upper) : "c"(0));
  if (!has(saved, 0x6)) return 0;
  // AVX512F, DQ, CD, BW, VL.
  const unsigned avx512 = 1 << 16 | 1 << 17 | 1 << 28 | 1 << 30 | 1u << 31;
  return has(b, avx512) && has(saved, 0xe6) ? 2 : 1;
}
#else
int regx_vector_level(void) { return 0; }
#endif
