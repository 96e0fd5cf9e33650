import { join } from 'node:path';
import { judgedOf, readChosenRule } from '../../engine/familiarity/run-rule.ts';
import { readRunFile, runPaths } from '../../engine/training/run-folder.ts';
import type { AcceptanceView, JudgedAnswers } from '../../shared/app/run-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { answersFileSchema, modelFileSchema } from '../../shared/run-files.ts';

/** A run's rule for "none of these"; none before there is a model. Throws `run-file-damaged`, `run-from-newer-version`. */
export async function readAcceptance(folder: string): Promise<AcceptanceView> {
  const chosen = await readChosenRule(folder);
  if (chosen) return { rule: chosen.rule, share: chosen.share };
  const model = await readRunFile(folder, join(runPaths(folder).model, 'network.json'), modelFileSchema);
  return { rule: model?.acceptance ?? null, share: null };
}

/** Throws `run-not-measured`, `run-file-damaged`, `run-from-newer-version`. */
export async function readJudged(folder: string): Promise<JudgedAnswers> {
  const answers = await readRunFile(folder, runPaths(folder).answers, answersFileSchema);
  if (!answers) throw new ThawError('run-not-measured', { run: folder });
  return { validation: (answers.validation ?? []).map(judgedOf), test: (answers.test ?? []).map(judgedOf) };
}
