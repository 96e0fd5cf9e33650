import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import { readSafetensors, writeSafetensors, type TensorMap } from '../storage/safetensors.ts';
import {
  bestOfSnapshots,
  checkpointPrefix,
  lastName,
  noteSnapshot,
  snapshotList,
  snapshotName,
} from './snapshots.ts';
import type { StepState } from './training-step.ts';

/** All that is needed to go on after an epoch: the history lies in metrics.jsonl, and every draw is a function. */
export interface Checkpoint extends StepState {
  /** Within the phase, from 1. */
  readonly phaseEpoch: number;
  /** Through all phases, from 1. */
  readonly epoch: number;
  /** Number of the phase's next step. */
  readonly step: number;
  /** What the steps of an epoch under way came to; null between epochs. */
  readonly partial: EpochTotals | null;
  /** The file with the best epoch's parameters; null: this checkpoint's own are the best. */
  readonly best: string | null;
}

/** Sums over photos of an epoch's training part. */
export interface EpochTotals {
  readonly lossSum: number;
  readonly correct: number;
  readonly photos: number;
}

/** Reads and writes the checkpoints of one run: per phase the last epoch, and the best one's parameters. */
export interface CheckpointStore {
  /**
   * Saves an epoch's state as the phase's last, and its parameters as the best where `kind` says so. The best is
   * written first and under its own name, and an older one removed at the end: whatever moment a kill comes at,
   * the last checkpoint names a best one that is whole.
   */
  save(phase: number, epoch: SavedEpoch): Promise<void>;
  /**
   * Keeps a state of a phase under the number of its step through all phases. The best epoch's parameters of that time
   * are kept with it.
   */
  saveSnapshot(phase: number, stepOfRun: number, state: Omit<Checkpoint, 'best'>): Promise<void>;
  /** null where no epoch of the phase was finished and none begun by a snapshot. */
  readLast(phase: number): Promise<Checkpoint | null>;
  /** Parameters of the phase's best epoch. */
  readBest(phase: number): Promise<TensorMap>;
}

export interface SavedEpoch extends Omit<Checkpoint, 'best' | 'partial'> {
  /** only: there is no choice between epochs, the last one counts. */
  readonly kind: 'best' | 'not-best' | 'only';
}

/** Written into every checkpoint beside what is needed to go on. */
export interface CheckpointFacts {
  readonly precision: string;
  readonly backend: string;
}

/** `phaseNames`: names of the run's phases, in order; they are part of the file names. */
export function openCheckpointStore(
  folder: string,
  phaseNames: readonly string[],
  facts: CheckpointFacts,
): CheckpointStore {
  const prefix = (phase: number): string => checkpointPrefix(phase, phaseNames[phase]!);
  const lastFile = (phase: number): string => join(folder, lastName(phase, phaseNames[phase]!));
  const bestNames = new Map<number, string | null>();

  const readLast = async (phase: number): Promise<Checkpoint | null> => {
    const file = lastFile(phase);
    const content = await readSafetensors(file).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw damaged(error, file);
    });
    if (!content) return null;
    const { phaseEpoch, epoch, step, best, partial } = content.metadata;
    bestNames.set(phase, best || null);
    return {
      partial: partial ? (JSON.parse(partial) as EpochTotals) : null,
      phaseEpoch: Number(phaseEpoch),
      epoch: Number(epoch),
      step: Number(step),
      best: best || null,
      parameters: withoutPrefix(content.tensors, 'parameters/'),
      slots: withoutPrefix(content.tensors, 'slots/'),
    };
  };

  const metadataOf = (
    phase: number,
    { phaseEpoch, epoch, step }: Pick<Checkpoint, 'phaseEpoch' | 'epoch' | 'step'>,
  ): Record<string, string> => ({
    phase: phaseNames[phase]!,
    phaseEpoch: String(phaseEpoch),
    epoch: String(epoch),
    step: String(step),
    ...facts,
  });

  return {
    readLast,
    async save(phase, { kind, phaseEpoch, epoch, step, parameters, slots }) {
      const metadata = metadataOf(phase, { phaseEpoch, epoch, step });
      if (kind === 'best') {
        const name = `${prefix(phase)}-best-${String(phaseEpoch).padStart(4, '0')}.safetensors`;
        await writeSafetensors(join(folder, name), withPrefix(parameters, 'parameters/'), metadata);
        bestNames.set(phase, name);
      } else if (kind === 'only') bestNames.set(phase, null);
      const best = bestNames.get(phase) ?? null;
      await writeSafetensors(lastFile(phase), tensorsOf({ parameters, slots }), {
        ...metadata,
        best: best ?? '',
      });
      if (kind === 'best')
        await removeOthers(folder, `${prefix(phase)}-best-`, [best!, ...(await bestOfSnapshots(folder))]);
    },
    async saveSnapshot(phase, stepOfRun, { partial, ...state }) {
      const best = bestNames.get(phase) ?? null;
      await writeSafetensors(join(folder, snapshotName(stepOfRun)), tensorsOf(state), {
        ...metadataOf(phase, state),
        best: best ?? '',
        ...(partial ? { partial: JSON.stringify(partial) } : {}),
      });
      await noteSnapshot(folder, { step: stepOfRun, phase, epoch: state.epoch, best });
    },
    async readBest(phase) {
      const name = bestNames.get(phase);
      if (name === undefined && !(await readLast(phase)))
        throw new ThawError('run-file-damaged', { file: lastFile(phase), detail: 'missing' });
      const file = bestNames.get(phase) ? join(folder, bestNames.get(phase)!) : lastFile(phase);
      const { tensors } = await readSafetensors(file).catch((error: unknown) => {
        throw damaged(error, file);
      });
      return withoutPrefix(tensors, 'parameters/');
    },
  };
}

/** Removes what a kill left of a file that was being written. */
export async function removeTornCheckpoints(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names)
    if (!name.endsWith('.safetensors') && name !== snapshotList)
      await rm(join(folder, name), { force: true });
}

async function removeOthers(folder: string, start: string, kept: readonly string[]): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith(start) && !kept.includes(name)) await rm(join(folder, name), { force: true });
}

function tensorsOf({ parameters, slots }: StepState): TensorMap {
  return new Map([...withPrefix(parameters, 'parameters/'), ...withPrefix(slots, 'slots/')]);
}

function withPrefix(tensors: TensorMap, prefix: string): TensorMap {
  return new Map([...tensors].map(([name, tensor]) => [prefix + name, tensor]));
}

function withoutPrefix(tensors: TensorMap, prefix: string): TensorMap {
  return new Map(
    [...tensors].flatMap(([name, tensor]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), tensor]] : [],
    ),
  );
}

function damaged(error: unknown, file: string): unknown {
  if (isThawError(error, 'file-damaged'))
    return new ThawError('run-file-damaged', error.facts, { cause: error });
  if ((error as NodeJS.ErrnoException | null)?.code === 'ENOENT')
    return new ThawError('run-file-damaged', { file, detail: 'missing' }, { cause: error });
  return error;
}
