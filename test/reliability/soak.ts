import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { silentContext } from '../../src/engine/job/job-context.ts';
import { openWarmModel } from '../../src/engine/prediction/open-warm-model.ts';
import { trainRun } from '../../src/engine/training/train-run.ts';
import { makePhotos } from '../train-run/made-photos.ts';
import { tinyRecipe } from '../train-run/watched-run.ts';

/** What a process holds at one moment. */
export interface Held {
  /** How often it was done by then. */
  readonly after: number;
  /** tfjs's, on any backend. */
  readonly tensors: number;
  readonly residentBytes: number;
  /** Open files, sockets and pipes; 0 where the system does not tell. */
  readonly handles: number;
}

export interface Soaked {
  readonly epochs: readonly Held[];
  readonly predictions: readonly Held[];
}

function held(after: number): Held {
  // What waits to be collected is no growth.
  globalThis.gc?.();
  return {
    after,
    tensors: tf.memory().numTensors,
    residentBytes: process.memoryUsage.rss(),
    handles: process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0,
  };
}

/** A training of so many epochs and so many single predictions, looked at after ten, at the half and at the end. */
export async function soak(
  folder: string,
  counts: { readonly epochs: number; readonly predictions: number },
): Promise<Soaked> {
  const photos = join(folder, 'photos');
  const part = { apple: 10, berry: 10 };
  await makePhotos(photos, { train: part, validation: part, test: part });
  const run = join(folder, 'run');
  const recipe = tinyRecipe('scratch', `epochs=${counts.epochs}`);
  const epochs: Held[] = [];
  const looks = (count: number): readonly number[] => [10, Math.round(count / 2), count];
  await trainRun(
    { folder: photos, run, recipe, changes: [], seed: 3 },
    {
      ...silentContext,
      report: (event) => {
        if (event.kind === 'epoch' && looks(counts.epochs).includes(event.epoch))
          epochs.push(held(event.epoch));
      },
    },
  );
  return {
    epochs,
    predictions: await predictMany(run, join(photos, 'test', 'apple', '0.png'), looks(counts.predictions)),
  };
}

async function predictMany(run: string, photo: string, looks: readonly number[]): Promise<readonly Held[]> {
  const model = await openWarmModel(run);
  const found: Held[] = [];
  try {
    for (let count = 1; count <= looks.at(-1)!; count++) {
      for await (const answer of model.score([photo], silentContext.signal))
        if (answer.kind === 'skipped') throw new Error(JSON.stringify(answer));
      if (looks.includes(count)) found.push(held(count));
    }
  } finally {
    model.close();
  }
  return found;
}
