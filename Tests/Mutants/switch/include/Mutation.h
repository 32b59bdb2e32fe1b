// Which mutant of a copy of the sources is awake: the number in the environment variable MUTANT.
// SPDX-License-Identifier: Apache-2.0

/// Whether the mutant of this number is awake. Notes that it was asked for.
_Bool isMutant(int number);
