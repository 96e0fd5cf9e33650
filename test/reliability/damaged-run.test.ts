import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRunFacts } from '../../src/engine/evaluation/read-run-facts.ts';
import { openModel, type TrainedModel } from '../../src/engine/models/model-folder.ts';
import { openCheckpointStore } from '../../src/engine/training/checkpoint-store.ts';
import { runPaths } from '../../src/engine/training/run-folder.ts';
import { trainRun } from '../../src/engine/training/train-run.ts';
import { readRun } from '../../src/service/runs/read-run.ts';
import { isThawError } from '../../src/shared/errors/thaw-error.ts';
import { randomStream, type RandomStream } from '../../src/shared/random.ts';
import { useTemporaryHome, type TemporaryHome } from '../temporary-home.ts';
import { makePhotos } from '../train-run/made-photos.ts';
import { tinyRecipe, watch } from '../train-run/watched-run.ts';

/** A run whose files were damaged one by one: what reads it gives what was saved, or one clear error. */

const count = 300;
const recipe = tinyRecipe('scratch');
const phases = recipe.phases.map(({ name }) => name);
const facts = { precision: 'fp32', backend: 'tensorflow' };
let home: TemporaryHome;
let folder: string;
let run: string;
let files: readonly string[];
let whole: TrainedModel;

beforeAll(async () => {
  home = useTemporaryHome();
  folder = mkdtempSync(join(tmpdir(), 'thaw-damaged-run-'));
  const photos = join(folder, 'photos');
  const part = { apple: 4, berry: 4 };
  await makePhotos(photos, { train: part, validation: part, test: part });
  run = join(folder, 'whole');
  await trainRun({ folder: photos, run, recipe, changes: [], seed: 3 }, watch());
  whole = await openModel(run);
  expect(await openCheckpointStore(runPaths(run).checkpoints, phases, facts).readLast(0)).not.toBeNull();
  files = readdirSync(run, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('tensorboard'))
    .map((entry) => join(entry.parentPath, entry.name).slice(run.length + 1))
    .sort();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  home.remove();
});

const damages: Readonly<Record<string, (bytes: Buffer, draws: RandomStream) => Buffer>> = {
  truncated: (bytes, draws) => bytes.subarray(0, draws.below(bytes.length)),
  'flipped bits': (bytes, draws) => {
    const copy = Buffer.from(bytes);
    for (let flips = 1 + draws.below(8); flips > 0; flips--)
      copy[draws.below(copy.length)]! ^= 1 << draws.below(8);
    return copy;
  },
  'zeros at the end': (bytes, draws) => Buffer.from(bytes).fill(0, draws.below(bytes.length)),
  'longer than it was': (bytes, draws) => Buffer.concat([bytes, Buffer.alloc(1 + draws.below(100), 65)]),
  'a header of another length': (bytes, draws) => {
    const copy = Buffer.from(bytes);
    copy.writeUInt32LE(draws.below(2 ** 24) * 255, 0);
    return copy;
  },
  'JSON of another shape': (_bytes, draws) =>
    Buffer.from(['null', '[]', '{}', '{"schemaVersion":1}', '[{"schemaVersion":1}]'][draws.below(5)]!),
};

/** Everything that a person's screens and commands read of a run. */
const readers: Readonly<Record<string, (damaged: string) => Promise<unknown>>> = {
  run: (damaged) => readRun(damaged),
  model: (damaged) => openModel(damaged),
  facts: (damaged) => readRunFacts(damaged, []),
  checkpoints: (damaged) => openCheckpointStore(runPaths(damaged).checkpoints, phases, facts).readLast(0),
};

describe(`a run of which one file is damaged, ${count} times`, () => {
  it('is read as it was, or refused with one clear error', { timeout: 300_000 }, async () => {
    const odd: string[] = [];
    for (let index = 0; index < count; index++) {
      const draws = randomStream(4, 'damaged-run', index);
      const damaged = join(folder, 'damaged');
      cpSync(run, damaged, { recursive: true });
      const file = files[draws.below(files.length)]!;
      const [name, damage] = Object.entries(damages)[draws.below(Object.keys(damages).length)]!;
      writeFileSync(join(damaged, file), damage(readFileSync(join(run, file)), draws));
      for (const [reader, read] of Object.entries(readers)) {
        const said = await outcome(read, damaged);
        if (said !== 'read' && !said.startsWith('refused')) odd.push(`${file}, ${name}, ${reader}: ${said}`);
      }
      if (file === 'model/weights.safetensors' && !sameBytes(damaged, file))
        expect([name, await outcome(readers.model!, damaged)]).toEqual([name, 'refused: run-file-damaged']);
      rmSync(damaged, { recursive: true });
    }
    expect(odd).toEqual([]);
    // The whole one was never touched.
    expect((await openModel(run)).weights).toEqual(whole.weights);
  });

  const sameBytes = (damaged: string, file: string): boolean =>
    readFileSync(join(damaged, file)).equals(readFileSync(join(run, file)));
});

async function outcome(read: (damaged: string) => Promise<unknown>, damaged: string): Promise<string> {
  try {
    await read(damaged);
    return 'read';
  } catch (error) {
    if (isThawError(error) && error.code !== 'unexpected') return `refused: ${error.code}`;
    return `threw ${String(error).slice(0, 120)}`;
  }
}
