import type { Photo, SkippedFile } from '../../../shared/dataset.ts';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { TestMethodsResult } from '../../../shared/job-results/evaluation-results.ts';
import {
  type MeasuredMethod,
  methodsOf,
  type TestMethod,
  type TestWish,
} from '../../../shared/test-methods.ts';
import { startStage } from '../../job/start-stage.ts';
import type { JobContext } from '../../job/job-context.ts';
import { openModel } from '../../models/model-folder.ts';
import { openLastingModel } from '../../prediction/open-lasting-model.ts';
import { photosOf } from '../../training/run-session.ts';
import { openRunWithPhotos } from '../../training/run-photos.ts';
import { openEnsemble } from './ensemble.ts';
import { type AskedModel, meanOf, measureMethod, type MethodAnswers } from './measure-method.ts';
import { summary, type Answers } from './method-summary.ts';
import { keepMeasured } from './testing-file.ts';

/**
 * Tests a run's model on its own test photos by other ways than the plain one, which is measured beside them, in fp32,
 * and keeps what came out in RUN/testing.json. Throws `run-not-found`, `run-has-no-model`, `run-file-damaged`,
 * `no-photos`, `method-not-possible`, `ensemble-not-possible`, `cancelled`.
 */
export async function testRun(
  { run, wish }: { readonly run: string; readonly wish: TestWish },
  context: JobContext,
): Promise<TestMethodsResult> {
  const start = performance.now();
  const model = await openModel(run);
  const { dataset } = await openRunWithPhotos(run);
  const test = photosOf(dataset, 'test');
  if (test.length === 0) throw new ThawError('no-photos', { path: dataset.folder });
  const ensemble = await openEnsemble(run, model, dataset, wish.ensemble);
  const parts = [...new Set<TestMethod>(['plain', ...wish.methods.flatMap(methodsOf)])];
  const total = parts.length * test.length + ensemble.numPhotos;
  const { report } = context;
  const scorer = await openLastingModel(model, report);
  const progress = startStage(report, 'testing', total, 'photos');
  const advance = (): void => {
    progress.advance();
  };
  const source = { folder: dataset.folder, signal: context.signal, advance };
  try {
    const asked: AskedModel = { model, scorer, report };
    const plain = await measureMethod(asked, 'plain', null, test, source);
    if (plain.photos.length === 0) throw new ThawError('no-photos', { path: dataset.folder });
    const answers = new Map<TestMethod, MethodAnswers>([['plain', plain]]);
    for (const method of parts.slice(1))
      answers.set(
        method,
        onSamePhotos(await measureMethod(asked, method, wish.scales, plain.photos, source), plain),
      );
    const methods: MeasuredMethod[] = [
      summary('plain', plain, null),
      ...wish.methods
        .filter((name) => name !== 'plain')
        .map((name) => summary(name, averaged(methodsOf(name).map((part) => answers.get(part)!)), plain)),
      ...(await ensemble.measure(asked, plain, source)),
    ];
    progress.finish();
    await keepMeasured(run, methods);
    const skipped: readonly SkippedFile[] = plain.skipped;
    return { run, methods, seconds: (performance.now() - start) / 1000, skipped };
  } finally {
    scorer.close();
  }
}

/** The mean of several methods' answers, which takes as long as all of them. */
function averaged(methods: readonly MethodAnswers[]): Answers {
  const sum = (of: (method: MethodAnswers) => number): number =>
    methods.reduce((total, method) => total + of(method), 0);
  return {
    photos: methods[0]!.photos,
    probabilities: meanOf(methods.map(({ probabilities }) => probabilities)),
    seconds: sum(({ seconds }) => seconds),
    pictures: sum(({ pictures }) => pictures),
    scales: [...new Set(methods.flatMap(({ scales }) => scales))].sort((one, other) => one - other),
  };
}

/** A photo that was there for the plain pictures and is gone cannot be compared. */
function onSamePhotos(answers: MethodAnswers, plain: { readonly photos: readonly Photo[] }): MethodAnswers {
  const [gone] = answers.skipped;
  if (!gone && answers.photos.length === plain.photos.length) return answers;
  throw new ThawError('image-unreadable', { file: gone?.path ?? '', detail: gone?.detail ?? '' });
}
