import { appendMetrics } from '../training/metrics-file.ts';
import type { TrainingCallback } from './callback.ts';

/** Adds every epoch to metrics.jsonl. Goes before the checkpoints: a line too many is cut off at a resume. */
export function writeMetrics(file: string): TrainingCallback {
  return { onEpochEnd: ({ event }) => appendMetrics(file, event) };
}
