import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fitTemperature } from '../src/engine/evaluation/fit-temperature.ts';
import { measureCalibration } from '../src/engine/evaluation/measure-calibration.ts';
import { meanCrossEntropy } from '../src/engine/evaluation/mean-cross-entropy.ts';
import { probabilitiesOf } from '../src/engine/training/score-logits.ts';
import { answersFileSchema, modelFileSchema, type PhotoAnswer } from '../src/shared/run-files.ts';
import { expectedCalibrationError } from '../src/shared/statistics/reliability.ts';
import { openCrossValidation } from './cross-validation.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { markdownTable } from './statistics.ts';
import { writeTrustSection } from './trust-page.ts';

/**
 * What the temperature does to the probabilities of photos that chose nothing: fold by fold fitted on the validation
 * part, measured on the test part, pooled over the folds. Finished runs in the work folder are taken as they are.
 */
const options = benchOptions({ rounds: 1, count: 1000 });
const numFolds = 5;
const folds = await openCrossValidation({
  photos: options.photos,
  work: join(options.work, 'cross-validation'),
  numFolds,
  foldsRun: options.folds ?? numFolds,
  epochs: [30, 30],
});
const { runs } = (await folds.run({ bf16: ['precision=bf16'] })).get('bf16')!;

const labels: number[] = [];
const [trained, calibrated]: [number[], number[]] = [[], []];
const temperatures: number[] = [];
for (const folder of runs) {
  const read = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, file), 'utf8'));
  const { test, validation } = answersFileSchema.parse(await read('answers.json'));
  const { temperature = 1 } = modelFileSchema.parse(await read('model/network.json'));
  // The network's own logits, but for a number that is the same for all classes.
  const logitsOf = (answers: readonly PhotoAnswer[]): Float32Array =>
    Float32Array.from(
      answers.flatMap(({ probabilities }) => {
        const [first, second] = probabilities.map((value) => Math.log(Math.max(value, 1e-30)));
        return (second! - first!) * temperature;
      }),
    );
  const fitted = fitTemperature(
    logitsOf(validation!),
    validation!.map(({ classIndex }) => classIndex),
  );
  const logits = logitsOf(test!);
  temperatures.push(fitted);
  labels.push(...test!.map(({ classIndex }) => classIndex));
  trained.push(...probabilitiesOf(logits, 1));
  calibrated.push(
    ...probabilitiesOf(
      logits.map((logit) => logit / fitted),
      1,
    ),
  );
}

const row = (name: string, probabilities: readonly number[]): string[] => {
  const values = Float32Array.from(probabilities);
  const { bins } = measureCalibration(values, labels, 1);
  return [name, meanCrossEntropy(values, labels).toFixed(4), expectedCalibrationError(bins).toFixed(4)];
};
await writeTrustSection(
  'calibration',
  `Recipe \`two-phase\`, 30 + 30 passes, ${runs.length} of ${numFolds} folds of cats and dogs, ${labels.length} photos, each tested once. Fold by fold one temperature is fitted on the validation part (about 80 photos) and the test part's logits are divided by it; then all folds together.

${markdownTable(
  ['', 'negative log likelihood', 'expected calibration error, 10 bins'],
  [
    row('as trained', trained),
    row('calibrated', calibrated),
    ['asked', 'not higher', 'at most half, or below 0.02'],
  ],
)}

Temperatures: ${temperatures.map((value) => value.toFixed(2)).join(', ')}. How the targets are smoothed (half a right and half a wrong answer more) was chosen after Platt's way, by class, had left the certainty of the first three folds 2 to 3 points too low.

Measured on ${describeMachine()}, by \`npm run bench -- calibration --photos FOLDER${options.folds ? ` --folds ${options.folds}` : ''}\`.`,
);
