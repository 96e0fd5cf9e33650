import type { ExportResult } from '../../shared/job-results/model-results.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import { openLastingBackend } from '../backend/open-lasting.ts';
import { acrossTries } from '../job/across-tries.ts';
import type { JobContext } from '../job/job-context.ts';
import { startStage } from '../job/start-stage.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { withinStage } from '../job/within-stage.ts';
import type { FrozenWay } from '../models/frozen-pass.ts';
import type { TrainedModel } from '../models/model-folder.ts';
import { openLastingModel } from '../prediction/open-lasting-model.ts';
import { askExport } from './ask-export.ts';
import { compareScores, differenceIn, type ScoreComparison } from './compare-scores.ts';
import { comparisonPictures } from './comparison-pictures.ts';
import type { ExportFormat, JudgingModel } from './export-format.ts';
import type { ExportedRule } from './exported-rule.ts';
import { ownAnswers } from './own-answers.ts';
import type { WrittenAs } from './photo-front.ts';
import { recordedAnswers } from './recorded-answers.ts';

export interface Checking {
  readonly run: string;
  readonly model: TrainedModel;
  /** The model with the weights that were written. */
  readonly kept: TrainedModel;
  readonly rule: ExportedRule | null;
  readonly format: ExportFormat;
  readonly as: WrittenAs;
  /** Folder of the files. */
  readonly staging: string;
}

export interface Checked {
  /** The export beside Thaw's own model, without the numbers of the files. */
  readonly found: ScoreComparison & Pick<ExportResult, 'comparedOn' | 'openedWith'>;
  /** Beside a model with the weights that were written, which says whether it was written well. */
  readonly asWritten: ScoreComparison;
}

/** One weight that was written wrong is in every answer: some pictures show it as well as all. */
const mostAsWritten = 16;

/**
 * Asks an export, read back from its files, about pictures, and compares with what Thaw answered when it measured the
 * run. Where nothing was recorded, or something else is found, as by a processor that rounds otherwise, Thaw's own
 * model is asked anew.
 */
export async function checkExport(
  { run, model, kept, rule, format, as, staging }: Checking,
  context: JobContext,
): Promise<Checked> {
  const chosen = await comparisonPictures(run, model.file.image);
  const pictures = chosen.map(({ pixels }) => pixels);
  const progress = startStage(context.report, 'checking', pictures.length, 'photos');
  // Some readers compute on the backend that is open.
  const lasting = await openLastingBackend(context.report);
  const beginTry = acrossTries(progress);
  const exported = await lasting.use(() => {
    const advance = beginTry();
    return askExport({ format, as, staging }, model.file.image, pictures, () => {
      advance();
      stopIfCancelled(context.signal);
    });
  });
  const compare = (own: JudgingModel, some: readonly Uint8Array[] = pictures): Promise<ScoreComparison> =>
    compareScores(own, exported, some, () => {
      stopIfCancelled(context.signal);
    });
  const compareWith = async (
    own: TrainedModel,
    some: readonly Uint8Array[] = pictures,
    way?: FrozenWay,
  ): Promise<ScoreComparison> => {
    // A reader may have opened another one meanwhile.
    const scorer = await openLastingModel(own, withinStage(context.report), way);
    try {
      return await compare(ownAnswers(scorer, rule), some);
    } finally {
      scorer.close();
    }
  };
  const recorded = await recordedAnswers(run, chosen, rule);
  let found = recorded && (await compare(recorded));
  if (!found || (kept === model && differenceIn(found))) found = await compareWith(model);
  const way = await lasting.use(({ backend }) => Promise.resolve(frugalWay(backend)));
  const asWritten = kept === model ? found : await compareWith(kept, spread(pictures, mostAsWritten), way);
  progress.finish();
  return {
    found: { ...found, comparedOn: pictures.length, openedWith: exported.openedWith },
    asWritten,
  };
}

/**
 * For a few pictures TensorFlow need not first work a graph out, which takes seconds and many times the memory of the
 * weights. Without it the layers are too slow.
 */
function frugalWay({ binding }: ComputeBackend): FrozenWay | undefined {
  return binding ? 'layers' : undefined;
}

/** At most so many of them, from everywhere in the list. */
function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  const stride = Math.max(1, items.length / most);
  return Array.from({ length: Math.min(most, items.length) }, (_, at) => items[Math.floor(at * stride)]!);
}
