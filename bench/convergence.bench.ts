import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochEvent } from '../src/shared/job-events.ts';
import { wilsonInterval } from '../src/shared/statistics/wilson-interval.ts';
import { openCrossValidation } from './cross-validation.ts';
import { describeMachine } from './machine.ts';
import { mcnemarExact, pairAnswers } from '../src/shared/statistics/mcnemar.ts';
import { benchOptions } from './options.ts';
import { writeSection } from './performance-page.ts';
import { markdownTable } from './statistics.ts';

/**
 * Whether training in bf16 costs accuracy: fp32 against bf16 by cross-validation, every photo tested once by both, and
 * once over the full length with the curves of both. Takes hours; finished runs in the work folder are taken as they
 * are.
 */
const options = benchOptions({ rounds: 1, count: 1000 });
const work = join(options.work, 'cross-validation');
const numFolds = 5;
const precisions = ['fp32', 'bf16'] as const;
const variants = { fp32: ['precision=fp32'], bf16: ['precision=bf16'] };

const short = await openCrossValidation({
  photos: options.photos,
  work,
  numFolds,
  foldsRun: options.folds ?? numFolds,
  epochs: [30, 30],
});
const answers = await short.run(variants);
const paired = pairAnswers(answers.get('fp32')!.right, answers.get('bf16')!.right);
// The page has what is known before the full length, which takes longest, is trained.
await write('Over the full 30 + 100 passes: not measured.');
const full = await openCrossValidation({
  photos: options.photos,
  work,
  numFolds,
  foldsRun: 1,
  epochs: [30, 100],
});
await full.run(variants);
await write(describeCurves(await Promise.all(precisions.map(readCurve))));

async function write(fullLength: string): Promise<void> {
  const folds = options.folds ?? numFolds;
  await writeSection(
    'convergence',
    `Recipe \`two-phase\`, 30 + 30 passes, ${folds} of ${numFolds} folds of cats and dogs, one seed a fold: ${paired.count} photos, each tested once by a model trained in fp32 and once by one trained in bf16, each from its own cached features.

${markdownTable(
  ['', 'right', 'accuracy (95 % interval)', 'training, s'],
  precisions.map((precision) => {
    const { right, seconds } = answers.get(precision)!;
    const correct = right.filter(Boolean).length;
    return [
      precision,
      `${correct} of ${right.length}`,
      share(correct, right.length),
      seconds.training!.toFixed(0),
    ];
  }),
)}

Both right: ${paired.bothRight}; only fp32: ${paired.onlyFirstRight}; only bf16: ${paired.onlySecondRight}. McNemar's exact test, two-sided: p = ${mcnemarExact(paired).toFixed(2)}.

${fullLength}

Measured on ${describeMachine()}, by \`npm run bench -- convergence --photos FOLDER --folds ${folds}\`. Seconds are not a comparison: other work ran on the machine.`,
  );
}

type Curve = readonly EpochEvent[];

function describeCurves(curves: readonly Curve[]): string {
  return `Over the full 30 + 100 passes on one of the splits, validation part (n = 80), every tenth epoch:

${markdownTable(
  ['epoch', 'fp32 loss', 'bf16 loss', 'fp32 accuracy', 'bf16 accuracy'],
  curves[0]!
    .map((_, index) => index)
    .filter((index) => (index + 1) % 10 === 0)
    .map((index) => [
      String(index + 1),
      ...curves.map((curve) => curve[index]!.validation!.loss.toFixed(4)),
      ...curves.map((curve) => `${(100 * curve[index]!.validation!.accuracy).toFixed(1)} %`),
    ]),
)}

Training loss at the end: ${precisions.map((precision, index) => `${precision} ${curves[index]!.at(-1)!.training.loss.toExponential(2)}`).join(', ')}.`;
}

function share(correct: number, count: number): string {
  const { low, high } = wilsonInterval(correct, count);
  return `${((100 * correct) / count).toFixed(1)} % (${(100 * low).toFixed(1)}-${(100 * high).toFixed(1)})`;
}

async function readCurve(precision: string): Promise<Curve> {
  const file = join(work, `${precision}-30+100-fold-0`, 'metrics.jsonl');
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as EpochEvent);
}
