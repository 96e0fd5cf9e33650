import { readChosenRule, judgedOf, ruleOfRun } from '../familiarity/run-rule.ts';
import { answersFileSchema, type ModelFile, type PhotoAnswer } from '../../shared/run-files.ts';
import { type Acceptance, measureAcceptance } from '../../shared/statistics/acceptance-curve.ts';
import { readRunFile, runPaths } from '../training/run-folder.ts';
import type { ReportedRule } from './report-facts.ts';

/**
 * A run's rule for "none of these" and what it does to the photos that were measured; null where every answer stands.
 * Throws `run-file-damaged`, `run-from-newer-version`.
 */
export async function gatherAcceptance(run: string, model: ModelFile | null): Promise<ReportedRule | null> {
  const rule = model && (await ruleOfRun(run, model));
  if (!rule) return null;
  const answers = await readRunFile(run, runPaths(run).answers, answersFileSchema);
  const measure = (part: readonly PhotoAnswer[] | null | undefined): Acceptance | null =>
    part ? measureAcceptance(rule, part.map(judgedOf)) : null;
  return {
    rule,
    share: (await readChosenRule(run))?.share ?? null,
    validation: measure(answers?.validation),
    test: measure(answers?.test),
  };
}
