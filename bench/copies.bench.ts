import { join } from 'node:path';
import { wilsonInterval } from '../src/shared/statistics/wilson-interval.ts';
import { openCrossValidation } from './cross-validation.ts';
import { describeMachine } from './machine.ts';
import { mcnemarExact, pairAnswers } from '../src/shared/statistics/mcnemar.ts';
import { benchOptions } from './options.ts';
import { writeSection } from './performance-page.ts';
import { markdownTable } from './statistics.ts';

/** How many cached copies of each photo are worth their time, against photos that are changed anew in every epoch. */
const options = benchOptions({ rounds: 1, count: 1000 });
const numFolds = 3;
const foldsRun = options.folds ?? numFolds;
const usual = '5';
const choices = ['1', '3', usual, '10', 'fresh'] as const;

const validation = await openCrossValidation({
  photos: options.photos,
  work: join(options.work, 'cross-validation'),
  numFolds,
  foldsRun,
  epochs: [10, 20],
});
const found = await validation.run(
  Object.fromEntries(choices.map((copies) => [`copies-${copies}`, [`copies=${copies}`, 'precision=bf16']])),
);
const answers = new Map(choices.map((copies) => [copies, found.get(`copies-${copies}`)!]));

const rows = choices.map((copies) => {
  const { right, seconds } = answers.get(copies)!;
  const correct = right.filter(Boolean).length;
  const { low, high } = wilsonInterval(correct, right.length);
  const paired = pairAnswers(answers.get(usual)!.right, right);
  const against =
    copies === usual
      ? ''
      : `${paired.onlySecondRight} won, ${paired.onlyFirstRight} lost, p = ${mcnemarExact(paired).toFixed(2)}`;
  return [
    copies,
    `${((100 * correct) / right.length).toFixed(1)} % (${(100 * low).toFixed(1)}-${(100 * high).toFixed(1)})`,
    against,
    (seconds['caching-features'] ?? 0).toFixed(0),
    (seconds.training ?? 0).toFixed(0),
  ];
});
await writeSection(
  'copies',
  `Recipe \`two-phase\`, 10 + 20 passes in bf16, ${foldsRun} of ${numFolds} folds of ${options.count.toLocaleString('en')} photos of cats and dogs: ${answers.get(usual)!.right.length} photos, each tested once. Against ${usual} copies: photos won and lost, McNemar's exact test.

${markdownTable(['copies', 'accuracy (95 % interval)', `against ${usual}`, 'caching, s', 'training, s'], rows)}

Seconds are those of all folds together; a later fold and a larger number of copies find what was cached before them, so the caching column counts only what was still missing.

Measured on ${describeMachine()}, by \`npm run bench -- copies --photos FOLDER --folds ${foldsRun}\`.`,
);
