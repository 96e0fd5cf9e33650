import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { writeJsonAtomically } from '../../engine/storage/write-atomically.ts';
import type { SpeedResult } from '../../shared/job-results/training-results.ts';
import { augmentsAfresh, computeChoiceSchema, type Recipe } from '../../shared/recipe.ts';

/** speeds.json: what this machine's devices were measured at, by device, network, size and what learns. */

const speedSchema = z.object({
  precision: computeChoiceSchema.shape.precision,
  caching: z.number().positive().nullable(),
  phases: z.array(z.object({ training: z.number().positive(), measuring: z.number().positive() })),
});
const fileSchema = z.object({ schemaVersion: z.literal(1), speeds: z.record(z.string(), speedSchema) });

export interface Speeds {
  /** null: never measured. */
  of(device: string, recipe: Recipe): Promise<SpeedResult | null>;
  /** Keeps what was measured; a file that cannot be written costs only another measurement. */
  keep(device: string, recipe: Recipe, speeds: SpeedResult): Promise<void>;
}

/** @param home the app's data folder. */
export function openSpeeds(home: string): Speeds {
  const file = join(home, 'speeds.json');
  let known: Promise<Map<string, SpeedResult>> | null = null;
  const read = (): Promise<Map<string, SpeedResult>> =>
    (known ??= readFile(file, 'utf8')
      .then((text) => new Map(Object.entries(fileSchema.parse(JSON.parse(text)).speeds)))
      .catch(() => new Map<string, SpeedResult>()));
  return {
    of: async (device, recipe) => (await read()).get(speedKey(device, recipe)) ?? null,
    async keep(device, recipe, speeds) {
      const all = await read();
      all.set(speedKey(device, recipe), speeds);
      await writeJsonAtomically(file, { schemaVersion: 1, speeds: Object.fromEntries(all) }).catch(
        () => undefined,
      );
    },
  };
}

/** The device, and all of a recipe that decides how fast it is computed there. */
export function speedKey(device: string, recipe: Recipe): string {
  const { network, image, precision, augmentation, backend, phases } = recipe;
  const learned = phases.map(({ learnFrom, batchSize, optimizer }) => [learnFrom, batchSize, optimizer.kind]);
  const augments = augmentsAfresh(recipe) ? 'afresh' : augmentation !== null;
  return JSON.stringify([device, backend, network, image.size, precision, augments, learned]);
}
