/**
 * What a job finds in its environment where the person has set nothing else. The C library is glibc where it matters;
 * others, and glibc before 2.35, do not read the words that they do not know.
 */
export const jobEnvironment = {
  TF_CPP_MIN_LOG_LEVEL: '2',
  // glibc keeps what is freed for later unless it is larger than this, and raises the bound as it goes: TensorFlow's
  // activations and copies of weights then stay resident. Fixed, a frozen pass keeps 320 MB less (measured), for a
  // twelfth of fine-tuning's speed (docs/performance.md, How memory is given out).
  MALLOC_MMAP_THRESHOLD_: '1048576',
  // Large tensors come in pages of 2 MB, where the system has them for those that ask: a part of that speed comes back
  // in the same memory. With a bound that glibc raises, they take gigabytes at times.
  GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
} as const;
