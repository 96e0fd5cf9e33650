import { applySettings } from '../../shared/apply-settings.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { CliWords } from '../../shared/messages/en/cli.ts';
import { mostWorkers, type Recipe } from '../../shared/recipe.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { parseWholeNumber } from './parse-number.ts';

/** The options of `train` that change a recipe, as they were written. */
export interface RecipeOptions {
  /** A name, or the recipe that stands for it. */
  readonly recipe: string | Recipe;
  readonly epochs?: string | undefined;
  readonly imageSize?: string | undefined;
  readonly batch?: string | undefined;
  readonly display?: string | undefined;
  readonly testEvery?: string | undefined;
  readonly snapshotEvery?: string | undefined;
  readonly maxIterations?: string | undefined;
  readonly workers?: string | undefined;
  /** One for each phase: `KEY=VALUE` with commas between. */
  readonly phase?: readonly string[] | undefined;
  readonly set?: readonly string[] | undefined;
}

/**
 * The recipe that the options ask for, and what they change as `KEY=VALUE`, phases first and `--set` last. Throws `unknown-recipe`,
 * `unknown-setting`, `invalid-setting`, and `invalid-value` for an option.
 */
export function trainingRecipe(
  options: RecipeOptions,
  words: CliWords,
): { readonly recipe: Recipe; readonly changes: readonly string[] } {
  const named = typeof options.recipe === 'string' ? recipeByName(options.recipe) : options.recipe;
  const changes = phaseChanges(options.phase ?? [], words);
  const numPhases = options.phase?.length ?? named.phases.length;
  if (options.epochs !== undefined)
    changes.push(`epochs=${epochs(options.epochs, numPhases, words).join(',')}`);
  if (options.imageSize !== undefined)
    changes.push(`imageSize=${parseWholeNumber('--image-size', options.imageSize, words, 16, 1024)}`);
  if (options.batch !== undefined)
    changes.push(`batchSize=${parseWholeNumber('--batch', options.batch, words, 1)}`);
  changes.push(...stepChanges(options, named, words));
  if (options.workers !== undefined)
    changes.push(`workers=${parseWholeNumber('--workers', options.workers, words, 1, mostWorkers)}`);
  for (const change of options.set ?? []) {
    changes.push(keyValue('--set', change, words));
  }
  return { recipe: applySettings(named, changes), changes };
}

/** Caffe's intervals in steps: a test is an epoch's end. Throws `invalid-value`, `options-conflict`. */
function stepChanges(options: RecipeOptions, named: Recipe, words: CliWords): string[] {
  const number = (option: string, text: string | undefined): number | null =>
    text === undefined ? null : parseWholeNumber(option, text, words, 1);
  const display = number('--display', options.display);
  const snapshots = number('--snapshot-every', options.snapshotEvery);
  const tests = number('--test-every', options.testEvery);
  const most = number('--max-iterations', options.maxIterations);
  if (most !== null && options.epochs !== undefined)
    throw new ThawError('options-conflict', { first: '--max-iterations', second: '--epochs' });
  const every = tests ?? (most === null ? null : (ownInterval(named, most) ?? most));
  if (most !== null && most % every! !== 0)
    throw new ThawError('invalid-value', {
      option: '--max-iterations',
      value: String(most),
      expected: words.expected.multipleOf('--test-every', every!),
    });
  return [
    ...(display === null ? [] : [`displayEvery=${display}`]),
    ...(snapshots === null ? [] : [`snapshotEvery=${snapshots}`]),
    ...(every === null ? [] : [`stepsPerEpoch=${every}`]),
    ...(most === null ? [] : [`epochs=${most / every!}`]),
  ];
}

/** After how many steps the recipe itself tests, in every phase, where `most` is a multiple of them. */
function ownInterval({ phases }: Recipe, most: number): number | null {
  const { stepsPerEpoch } = phases[0]!;
  const usable = stepsPerEpoch !== null && most % stepsPerEpoch === 0;
  return usable && phases.every((phase) => phase.stepsPerEpoch === stepsPerEpoch) ? stepsPerEpoch : null;
}

/** Phases that stand in for the recipe's: each is what the recipe has at its place, or its last, with these changes. */
function phaseChanges(phases: readonly string[], words: CliWords): string[] {
  if (phases.length === 0) return [];
  const changes = phases.flatMap((phase, index) =>
    phase
      .split(/,(?=[^,=]+=)/)
      .map((change) => `phase${index + 1}.${keyValue('--phase', change.trim(), words)}`),
  );
  return [`phases=${phases.length}`, ...changes];
}

function keyValue(option: string, change: string, words: CliWords): string {
  if (/^[^=]+=/.test(change)) return change;
  throw new ThawError('invalid-value', { option, value: change, expected: words.expected.keyValue });
}

function epochs(text: string, phases: number, words: CliWords): number[] {
  const numbers = text.split(',').map((part) => part.trim());
  if (
    numbers.length !== phases ||
    !numbers.every((part) => /^\d+$/.test(part) && Number(part) > 0 && Number(part) <= 1e6)
  )
    throw new ThawError('invalid-value', {
      option: '--epochs',
      value: text,
      expected: words.expected.epochs(phases),
    });
  return numbers.map(Number);
}
