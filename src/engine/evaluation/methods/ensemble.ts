import type { Photo, SplitDataset } from '../../../shared/dataset.ts';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { MeasuredMethod } from '../../../shared/test-methods.ts';
import { withinStage } from '../../job/within-stage.ts';
import { openModel, type TrainedModel } from '../../models/model-folder.ts';
import { openLastingModel } from '../../prediction/open-lasting-model.ts';
import { openRun } from '../../training/run-folder.ts';
import { photosOf } from '../../training/run-session.ts';
import { ensembleWeights } from './ensemble-weights.ts';
import { type AskedModel, measureMethod, type MethodAnswers } from './measure-method.ts';
import { summary } from './method-summary.ts';
import type { PhotoSource } from './photo-batches.ts';

/** Runs whose probabilities are to be averaged. */
export interface Ensemble {
  /** Photos that will be looked at, all runs together. */
  readonly numPhotos: number;
  /** Plain, and weighted on the validation part where there is one; nothing where there are no other runs. */
  measure(asked: AskedModel, plain: MethodAnswers, source: PhotoSource): Promise<readonly MeasuredMethod[]>;
}

/**
 * Opens other runs beside one. All must know the same classes, and none may have learned from this one's test or
 * validation photos. Throws `ensemble-not-possible`, and what opening a run throws.
 */
export async function openEnsemble(
  run: string,
  model: TrainedModel,
  dataset: SplitDataset,
  others: readonly string[],
): Promise<Ensemble> {
  const opened: TrainedModel[] = [];
  for (const other of others) opened.push(await openOther(other, model, dataset));
  const validation = photosOf(dataset, 'validation');
  const measure: Ensemble['measure'] = async (asked, plain, source) => {
    if (opened.length === 0) return [];
    const members: Member[] = [await memberOf(asked, plain, validation, source)];
    for (const other of opened) {
      const scorer = await openLastingModel(other, withinStage(asked.report));
      try {
        const member: AskedModel = { model: other, scorer, report: asked.report };
        const answers = await measureMethod(member, 'plain', null, plain.photos, source);
        members.push(await memberOf(member, answers, validation, source));
      } finally {
        scorer.close();
      }
    }
    const runs = [run, ...others];
    const equal = members.map(() => 1 / members.length);
    const entries = [entry('ensemble', members, equal, runs, plain)];
    if (validation.length === 0) return entries;
    const weights = ensembleWeights(members.map(({ ofTruth }) => ofTruth));
    return [...entries, entry('ensemble-weighted', members, weights, runs, plain)];
  };
  const looked = opened.length === 0 ? 0 : validation.length * (opened.length + 1);
  return { numPhotos: opened.length * photosOf(dataset, 'test').length + looked, measure };
}

async function openOther(other: string, model: TrainedModel, dataset: SplitDataset): Promise<TrainedModel> {
  const found = await openModel(other);
  const refuse = (reason: 'classes' | 'learned', photos: number): ThawError =>
    new ThawError('ensemble-not-possible', { run: other, reason, photos });
  if (found.file.classes.join('\n') !== model.file.classes.join('\n')) throw refuse('classes', 0);
  const learned = new Set(photosOf((await openRun(other)).dataset, 'train').map(({ sha256 }) => sha256));
  const seen = dataset.photos.filter(({ part, sha256 }) => part !== 'train' && learned.has(sha256));
  if (seen.length > 0) throw refuse('learned', seen.length);
  return found;
}

interface Member {
  readonly test: MethodAnswers;
  /** Of each validation photo, the probability of its own class. */
  readonly ofTruth: readonly number[];
}

async function memberOf(
  asked: AskedModel,
  test: MethodAnswers,
  validation: readonly Photo[],
  source: PhotoSource,
): Promise<Member> {
  const { photos, probabilities } = await measureMethod(asked, 'plain', null, validation, source);
  const { numClasses } = asked.scorer;
  const ofTruth = photos.map(({ classIndex }, row) => probabilities[row * numClasses + classIndex]!);
  return { test, ofTruth };
}

function entry(
  method: 'ensemble' | 'ensemble-weighted',
  members: readonly Member[],
  weights: readonly number[],
  runs: readonly string[],
  plain: MethodAnswers,
): MeasuredMethod {
  const probabilities = plain.probabilities.map((_, place) =>
    members.reduce((sum, { test }, index) => sum + weights[index]! * test.probabilities[place]!, 0),
  );
  const seconds = members.reduce((sum, { test }) => sum + test.seconds, 0);
  const answers = { photos: plain.photos, probabilities, seconds, pictures: members.length, scales: [] };
  return {
    ...summary(method, answers, plain),
    runs: runs.map((run, index) => ({ run, weight: weights[index]! })),
  };
}
