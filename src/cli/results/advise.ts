import { dirname } from 'node:path';
import { readRunFacts, type MeasuredAnew } from '../../engine/evaluation/read-run-facts.ts';
import { openRun } from '../../engine/training/run-folder.ts';
import { readTwins, type PictureGroups } from '../../service/projects/twins-file.ts';
import type { Advice } from '../../shared/advice/advice.ts';
import { giveAdvice } from '../../shared/advice/give-advice.ts';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import type { AdvisedRun } from './advice-command.ts';

/**
 * Advice about a run, and what its commands need; null where only its model is left, or its record is damaged: measuring
 * needs no more than the model. `run`: absolute; `named`: as the person wrote it.
 */
export async function advise(
  run: string,
  named: string,
  anew: MeasuredAnew,
): Promise<{ readonly advice: readonly Advice[]; readonly of: AdvisedRun } | null> {
  try {
    const { config, dataset } = await openRun(run);
    const facts = await readRunFacts(run, (await foundTwins(run)) ?? [], anew);
    return { advice: giveAdvice(facts), of: { run: named, config, photos: dataset } };
  } catch (error) {
    const onlyModel = (['run-not-found', 'run-was-opened', 'run-file-damaged'] as const).some((code) =>
      isThawError(error, code),
    );
    if (onlyModel) return null;
    throw error;
  }
}

/** The look-alikes that a project found among its photos, for a run at PROJECT/runs/RUN; null where nobody looked. */
export async function foundTwins(run: string): Promise<PictureGroups | null> {
  const groups = await readTwins(dirname(dirname(run)));
  return groups.length === 0 ? null : groups;
}
