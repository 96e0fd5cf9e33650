/** What bounds the memory of a process: its container, `ulimit`, or what the machine has free. */
export type MemoryLimit = 'container' | 'ulimit' | 'machine';

/** What can go wrong before and while training. */
export interface TrainingErrors {
  'unknown-recipe': { recipe: string; known: readonly string[] };
  'unknown-setting': { setting: string; known: readonly string[] };
  'invalid-setting': { setting: string; value: string; expected: string };
  'run-exists': { run: string; unfinished: boolean };
  /** No layer of the run has the name and shape of one of the new network. */
  'nothing-to-start-from': { run: string };
  'run-finished': { run: string };
  'snapshot-not-found': { run: string; step: number; known: readonly number[] };
  'run-not-finished': { run: string };
  'run-not-measured': { run: string };
  /** Too few to choose by them what is "none of these". */
  'too-few-validation-photos': { found: number; needed: number };
  'no-common-photos': { run: string; against: string };
  /** Its folder of photos is not there; `file`: the first of its photos that is not in it, null: the folder itself. */
  'run-photos-missing': { run: string; folder: string; file: string | null };
  'run-photos-changed': { run: string; file: string };
  'loss-not-finite': { phase: string; epoch: number; learningRate: number };
  /** A feature cannot be kept in half precision, or is no number. */
  'features-overflow': { layer: string };
  'cache-too-small': { neededBytes: number; limitBytes: number; copies: number; copiesThatFit: number };
  /** Not one photo of a phase's batch fits. Bytes; `needed` by the shapes (engine/training/memory). */
  'memory-too-small': { phase: string; needed: number; available: number; limit: MemoryLimit };
  paused: { run: string; epoch: number };
  cancelled: { run: string | null };
}
