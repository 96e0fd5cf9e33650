import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { homeFolders, thawHome } from '../src/engine/storage/home.ts';

/** What every benchmark can be told. Folders default to what `npm test` sets up. */
export interface BenchOptions {
  /** A class-per-folder tree of real photos. */
  readonly photos: string;
  /** Python with Keras and TensorFlow; null: Keras's side is left out, and the table says so. */
  readonly python: string | null;
  /** Keras's own VGG16 file, for Keras's side. */
  readonly weights: string;
  readonly work: string;
  readonly rounds: number;
  readonly count: number;
  /** Epochs of the phases; null: as the benchmark has them. */
  readonly epochs: readonly number[] | null;
  readonly seeds: readonly number[];
  /** Seeds that Keras is trained for too: it takes as long again. */
  readonly kerasSeeds: readonly number[];
  /** Folds of a cross-validation that are run; null: all of them. */
  readonly folds: number | null;
  /** Recipes that are run; null: all. */
  readonly recipes: readonly string[] | null;
  /** A folder with MNIST's four files; null: left out. */
  readonly mnist: string | null;
  /** A recipe that takes longer is shortened. */
  readonly minutes: number;
  /** To about so many minutes. */
  readonly shortened: number;
}

export function benchOptions(defaults: { rounds: number; count: number }): BenchOptions {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      photos: { type: 'string', default: process.env.THAW_TEST_PHOTOS ?? '' },
      python: { type: 'string', default: testPython() },
      weights: { type: 'string', default: process.env.THAW_TEST_WEIGHTS ?? '' },
      work: { type: 'string', default: join(homeFolders.cache(), 'bench') },
      rounds: { type: 'string', default: String(defaults.rounds) },
      count: { type: 'string', default: String(defaults.count) },
      epochs: { type: 'string' },
      seeds: { type: 'string', default: '1,2,3' },
      'keras-seeds': { type: 'string' },
      folds: { type: 'string' },
      recipes: { type: 'string' },
      mnist: { type: 'string' },
      minutes: { type: 'string', default: '20' },
      shortened: { type: 'string', default: '8' },
    },
  });
  if (!values.photos || !existsSync(values.photos))
    throw new Error('bench: name a folder of photos by --photos');
  return {
    photos: resolve(values.photos),
    python: existsSync(values.python) ? values.python : null,
    weights: resolve(values.weights),
    work: resolve(values.work),
    rounds: Number(values.rounds),
    count: Number(values.count),
    epochs: values.epochs?.split(',').map(Number) ?? null,
    seeds: values.seeds.split(',').map(Number),
    kerasSeeds: (values['keras-seeds'] ?? values.seeds).split(',').filter(Boolean).map(Number),
    folds: values.folds === undefined ? null : Number(values.folds),
    recipes: values.recipes?.split(',') ?? null,
    mnist: values.mnist === undefined ? null : resolve(values.mnist),
    minutes: Number(values.minutes),
    shortened: Number(values.shortened),
  };
}

/** The Python that `npm test` uses; empty where there is none. */
function testPython(): string {
  if (process.env.THAW_TEST_PYTHON) return process.env.THAW_TEST_PYTHON;
  const stamp = join(thawHome(), 'test-python', 'stamp.json');
  return existsSync(stamp) ? (JSON.parse(readFileSync(stamp, 'utf8')) as { python: string }).python : '';
}
