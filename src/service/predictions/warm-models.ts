import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelAsk } from '../../shared/job-asks.ts';
import type { RunningJob } from '../jobs/run-job.ts';
import { startJob } from '../jobs/run-job.ts';
import { type OngoingAnswer, type WarmModel, warmModel } from './warm-model.ts';

/** Models of runs that stay in memory while they are asked. Runs are named by their absolute folders. */
export interface WarmModels {
  /** True where an ask of this run need not wait for its model. */
  isOpen(run: string): boolean;
  /** Opens the run's model where it is not, and asks it. Throws as `WarmModel.ask` and what opening the run throws. */
  ask(run: string, ask: ModelAsk, signal: AbortSignal): AsyncGenerator<OngoingAnswer, void>;
  /** Before a run is deleted, moved or trained on: ends its process. */
  release(run: string): Promise<void>;
  close(): Promise<void>;
}

export interface WarmModelsOptions {
  /** Starts the job; another program in tests. */
  readonly start?: (run: string) => RunningJob;
  /** Milliseconds without an ask after which a model's process ends. */
  readonly idleFor?: number;
}

interface Entry {
  readonly model: WarmModel;
  /** What the model's files were when it was opened; another training replaces them. */
  readonly stamp: string;
  idle: NodeJS.Timeout | null;
  /** Asks that are being made. */
  users: number;
}

const fiveMinutes = 5 * 60_000;

/** A model takes memory, so of the runs that nobody asks at the moment only the last one stays open. */
export function createWarmModels(options: WarmModelsOptions = {}): WarmModels {
  const start = options.start ?? ((run) => startJob({ job: 'open-model', run }));
  const idleFor = options.idleFor ?? fiveMinutes;
  const entries = new Map<string, Entry>();
  const ending = new Set<Promise<void>>();

  const end = async (run: string, entry: Entry): Promise<void> => {
    if (entries.get(run) === entry) entries.delete(run);
    if (entry.idle) clearTimeout(entry.idle);
    const gone = entry.model.close();
    ending.add(gone);
    await gone;
    ending.delete(gone);
  };
  const open = (run: string, stamp: string): Entry => {
    for (const [other, entry] of entries) if (entry.users === 0) void end(other, entry);
    const model = warmModel(start(run), {
      ended() {
        if (entry.idle) clearTimeout(entry.idle);
        if (entries.get(run) === entry) entries.delete(run);
      },
    });
    const entry: Entry = { model, stamp, idle: null, users: 0 };
    entries.set(run, entry);
    return entry;
  };
  const use = async (run: string): Promise<Entry> => {
    const stamp = await stampOf(run);
    const known = entries.get(run);
    if (known && known.stamp !== stamp) void end(run, known);
    const entry = known?.stamp === stamp ? known : open(run, stamp);
    entry.users++;
    if (entry.idle) clearTimeout(entry.idle);
    return entry;
  };

  return {
    isOpen: (run) => entries.get(run)?.model.opened ?? false,
    async *ask(run, ask, signal) {
      const entry = await use(run);
      try {
        yield* entry.model.ask(ask, signal);
      } finally {
        entry.users--;
        if (entry.users === 0) entry.idle = setTimeout(() => void end(run, entry), idleFor).unref();
      }
    },
    async release(run) {
      const entry = entries.get(run);
      if (entry) await end(run, entry);
    },
    async close() {
      for (const [run, entry] of entries) void end(run, entry);
      await Promise.all(ending);
    },
  };
}

/** Changes when the run gets another model, and when it is deleted. */
async function stampOf(run: string): Promise<string> {
  const found = await stat(join(run, 'model', 'network.json')).catch(() => null);
  return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : 'none';
}
