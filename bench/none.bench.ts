import { join } from 'node:path';
import { openBackend } from '../src/engine/backend/open-backend.ts';
import { familiaritiesOf } from '../src/engine/familiarity/familiarities-of.ts';
import { chooseKnownPhotos } from '../src/engine/familiarity/choose-known-photos.ts';
import { learnFamiliarity } from '../src/engine/familiarity/learn-familiarity.ts';
import { decodeFitted } from '../src/engine/images/decode-image.ts';
import { openModel } from '../src/engine/models/model-folder.ts';
import { openScorer } from '../src/engine/prediction/open-scorer.ts';
import { openRun } from '../src/engine/training/run-folder.ts';
import type { Photo } from '../src/shared/dataset.ts';
import { formatAccuracy } from '../src/shared/messages/format-numbers.ts';
import {
  chooseRule,
  isAccepted,
  usualShare,
  type AnswerEvidence,
} from '../src/shared/statistics/acceptance.ts';
import { openCrossValidation } from './cross-validation.ts';
import { foreignPhotos } from './foreign-photos.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { markdownTable } from './statistics.ts';
import { writeTrustSection } from './trust-page.ts';

/**
 * How many photos of other things are answered "none of these" by the rule that accepts 95 % of the validation photos,
 * fold by fold as a finished run chooses it. Finished runs in the work folder are taken as they are.
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
const groups = await foreignPhotos(join(options.work, 'foreign'));
const backend = await openBackend('auto');

interface Tally {
  count: number;
  accepted: number;
  /** By confidence alone, at a threshold chosen the same way. */
  byConfidence: number;
}
const tallies = new Map<string, Tally>();
const testGroup = 'cats and dogs of the test part';
const signal = new AbortController().signal;

for (const run of runs) {
  const model = await openModel(run);
  const { dataset, config } = await openRun(run);
  const scorer = await openScorer(backend, model);
  const pixelsOf = async (files: readonly string[]): Promise<Uint8Array<ArrayBuffer>> => {
    const photos = await Promise.all(files.map((file) => decodeFitted(file, model.file.image)));
    return new Uint8Array(Buffer.concat(photos.map(({ pixels }) => pixels)));
  };
  const fileOf = ({ path }: Photo): string => join(dataset.folder, path);
  const part = (wanted: string): readonly Photo[] => dataset.photos.filter((photo) => photo.part === wanted);
  const { known } = await learnFamiliarity(
    scorer,
    { known: chooseKnownPhotos(part('train'), scorer.numClasses, config.seed), validation: [] },
    { read: (photos) => pixelsOf(photos.map(fileOf)) },
    { advance: () => undefined },
    signal,
  );
  const look = async (files: readonly string[]): Promise<readonly AnswerEvidence[]> => {
    const evidence: AnswerEvidence[] = [];
    for (let first = 0; first < files.length; first += 50) {
      const batch = files.slice(first, first + 50);
      const { probabilities, features } = await scorer.look(await pixelsOf(batch), batch.length);
      familiaritiesOf(features, known).forEach((familiarity, row) => {
        const own = probabilities.subarray(row * scorer.numClasses, (row + 1) * scorer.numClasses);
        evidence.push({ confidence: Math.max(...own), familiarity });
      });
    }
    return evidence;
  };
  const validation = await look(part('validation').map(fileOf));
  const rule = chooseRule(validation, usualShare)!;
  const confidenceAlone = chooseRule(
    validation.map(({ confidence }) => ({ confidence, familiarity: null })),
    usualShare,
  )!;
  for (const [name, files] of [[testGroup, part('test').map(fileOf)] as const, ...groups]) {
    const tally = tallies.get(name) ?? { count: 0, accepted: 0, byConfidence: 0 };
    for (const evidence of await look(files)) {
      tally.count += 1;
      if (isAccepted(rule, evidence)) tally.accepted += 1;
      if (isAccepted(confidenceAlone, evidence)) tally.byConfidence += 1;
    }
    tallies.set(name, tally);
  }
  scorer.close();
}

const rows = [...tallies].map(([name, { count, accepted, byConfidence }]) => {
  const foreign = name !== testGroup;
  const share = (stood: number): string => formatAccuracy(foreign ? count - stood : stood, count, 'en');
  return [
    name,
    foreign ? 'refused' : 'accepted',
    share(accepted),
    share(byConfidence),
    foreign ? 'at least 90 %' : 'about 95 %',
  ];
});
await writeTrustSection(
  'none',
  `Recipe \`two-phase\`, 30 + 30 passes, ${runs.length} of ${numFolds} folds of cats and dogs. Fold by fold the rule is chosen on the validation part (about 80 photos) so that 95 % of its photos are accepted; then the test part, which chose nothing, and photos of other things are answered. An answer stands where it is sure enough and the photo is familiar enough: the cosine of its features (mean of the last convolution block's output) to the 5th nearest of at most 256 training photos. Photos are pooled over the folds; each model was asked about the same foreign ones, so that their intervals are a little too narrow.

${markdownTable(['photos', 'which are', 'by confidence and familiarity', 'by confidence alone', 'asked'], rows)}

Walls are made, blank, with a slope of light, or with noise; screenshots are those of \`docs/screenshots\`, whole and two windows of each; the photographs are eight windows of each of scikit-image's 17 that show no cat.

Measured on ${describeMachine()}, by \`npm run bench -- none --photos FOLDER${options.folds ? ` --folds ${options.folds}` : ''}\`.`,
);
