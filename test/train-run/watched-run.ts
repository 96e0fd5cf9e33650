import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobContext } from '../../src/engine/job/job-context.ts';
import { applySettings } from '../../src/shared/apply-settings.ts';
import { isThawError } from '../../src/shared/errors/thaw-error.ts';
import type { EpochEvent, JobEvent } from '../../src/shared/job-events.ts';
import type { Recipe } from '../../src/shared/recipe.ts';
import { recipeByName } from '../../src/shared/recipes/catalogue.ts';

/** What the tests of whole runs share: small recipes, and a context that keeps what it is told. */

export const tiny = ['imageSize=48', 'units=8', 'batchSize=5', 'learningRate=1e-3', 'copies=2'];

/** The precision is named: by itself each run times both, and takes the one that is faster at that moment. */
export function tinyRecipe(name: string, ...changes: readonly string[]): Recipe {
  const recipe = recipeByName(name);
  // The network from scratch halves four times and needs more than 48 pixels.
  const size = recipe.network.kind === 'base' ? [] : ['imageSize=80'];
  const settings = [...tiny, 'epochs=1', 'stepsPerEpoch=none', 'precision=fp32', ...size];
  return applySettings(recipe, [...settings, ...changes]);
}

export interface Watched extends JobContext {
  readonly events: JobEvent[];
}

/** A context that keeps what it is told; `onEvent` may ask to stop. */
export function watch(
  onEvent: (event: JobEvent, wish: { cancel(): void; pause(): void; stop(): void }) => void = () => undefined,
): Watched {
  const events: JobEvent[] = [];
  const controller = new AbortController();
  const requested = { pause: false, stop: false };
  const wish = {
    cancel: () => {
      controller.abort();
    },
    pause: () => {
      requested.pause = true;
    },
    stop: () => {
      requested.stop = true;
    },
  };
  return {
    events,
    report: (event) => {
      events.push(event);
      onEvent(event, wish);
    },
    signal: controller.signal,
    pauseRequested: () => requested.pause,
    stopRequested: () => requested.stop,
  };
}

export const epochsOf = ({ events }: Watched): EpochEvent[] =>
  events.filter((event) => event.kind === 'epoch');
export const noticesOf = ({ events }: Watched): string[] =>
  events.flatMap((event) => (event.kind === 'notice' ? [event.notice.code] : []));
export const linesOf = (run: string): EpochEvent[] =>
  readFileSync(join(run, 'metrics.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as EpochEvent);

export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (isThawError(error)) return error.code;
    throw error;
  }
  return 'none';
}
