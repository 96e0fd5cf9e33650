import type { SplitFile } from '../src/shared/run-files.ts';
import { join } from 'node:path';
import type { KerasPolicy } from './keras-worker.ts';
import { lastJsonLine, runProgram } from './run-program.ts';

/** What bench/keras/whole_recipe.py measured of one phase, in seconds. */
interface KerasPhase {
  readonly xla: boolean;
  /** Of one step of 20 photos; two shares of an epoch. */
  readonly step: readonly number[];
  readonly validation: number;
  readonly test: number;
}

/** What Keras takes for the whole recipe, from a share of its steps. */
export interface KerasRecipe {
  readonly seconds: number;
  /** Whether XLA was taken, by phase. */
  readonly xla: readonly boolean[];
}

export interface KerasRecipeOptions {
  readonly python: string;
  readonly weights: string;
  readonly size: number;
  readonly split: SplitFile;
  /** Of the two phases. */
  readonly epochs: readonly number[];
  /** Steps of each share. */
  readonly steps: number;
}

const batchSize = 20;

/**
 * Times Keras's steps and multiplies: start + epochs x (steps x a step + a look at the validation part), phase by
 * phase, + a look at the test part. The first epoch's compiling is left out, in Keras's favour. `xla`: by phase, from an earlier measurement;
 * null: whatever is faster here.
 */
export async function measureKerasRecipe(
  policy: KerasPolicy,
  { python, weights, size, split, epochs, steps }: KerasRecipeOptions,
  xla: readonly (boolean | null)[] = [null, null],
): Promise<KerasRecipe> {
  const part = (wanted: string): { path: string; label: number }[] =>
    split.photos
      .filter(({ part }) => part === wanted)
      .map(({ path, classIndex }) => ({ path: join(split.folder, path), label: classIndex }));
  const parts = { train: part('train'), validation: part('validation'), test: part('test') };
  const request = JSON.stringify({ policy, weights, size, steps, parts, xla });
  const answer = lastJsonLine(await runProgram(python, ['bench/keras/whole_recipe.py'], request)) as {
    readonly start: number;
    readonly phases: readonly KerasPhase[];
  };
  const stepsPerEpoch = Math.ceil(parts.train.length / batchSize);
  const trained = answer.phases.map(({ step, validation }, phase) => {
    const average = step.reduce((sum, seconds) => sum + seconds, 0) / step.length;
    return epochs[phase]! * (stepsPerEpoch * average + validation);
  });
  return {
    seconds: answer.start + trained.reduce((sum, seconds) => sum + seconds, 0) + answer.phases.at(-1)!.test,
    xla: answer.phases.map((phase) => phase.xla),
  };
}
