/**
 * For programs whose memory is not what a test is about: glibc keeps what they free. A job gives it back at once, so that
 * less is resident (src/service/jobs/run-job.ts); TensorFlow copies a network's weights dozens of times while it looks
 * through a graph, and the system clears every page that was given back and is taken anew: of a training or prediction of
 * seconds a third of the processor's time. Elsewhere than with glibc it is not read.
 */
export const keepsMemory = {
  MALLOC_MMAP_THRESHOLD_: String(2 ** 26),
  MALLOC_TRIM_THRESHOLD_: String(2 ** 28),
} as const;
