import { rm } from 'node:fs/promises';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import {
  acceptanceFileSchema,
  answersFileSchema,
  schemaVersion,
  type AcceptanceFile,
  type ModelFile,
  type PhotoAnswer,
} from '../../shared/run-files.ts';
import {
  type AcceptanceRule,
  type AnswerEvidence,
  chooseRule,
  fewestForRule,
} from '../../shared/statistics/acceptance.ts';
import type { JudgedAnswer } from '../../shared/statistics/acceptance-curve.ts';
import { indexOfLargest } from '../../shared/statistics/index-of-largest.ts';
import { readRunFile, runPaths } from '../training/run-folder.ts';
import { writeJsonAtomically } from '../storage/write-atomically.ts';

/** What a person chose instead of Thaw's rule; null: nothing. Throws `run-file-damaged`, `run-from-newer-version`. */
export async function readChosenRule(run: string): Promise<AcceptanceFile | null> {
  return readRunFile(run, runPaths(run).acceptance, acceptanceFileSchema);
}

/** The rule that a run's answers are judged by; null: each of them stands. Throws as readChosenRule. */
export async function ruleOfRun(run: string, model: ModelFile): Promise<AcceptanceRule | null> {
  const chosen = await readChosenRule(run);
  return chosen ? chosen.rule : (model.acceptance ?? null);
}

/**
 * The rule by which a share of the run's validation photos is accepted; null for a share of 1. Throws
 * `run-not-measured`, `too-few-validation-photos`.
 */
export async function ruleForShare(run: string, share: number): Promise<AcceptanceRule | null> {
  if (share >= 1) return null;
  const answers = await readRunFile(run, runPaths(run).answers, answersFileSchema);
  if (!answers) throw new ThawError('run-not-measured', { run });
  const rule = chooseRule((answers.validation ?? []).map(evidenceOf), share);
  const found = answers.validation?.length ?? 0;
  if (!rule) throw new ThawError('too-few-validation-photos', { found, needed: fewestForRule });
  return rule;
}

/** A person's choice; null: Thaw's own again. Throws what ruleForShare throws, `permission-denied`, `disk-full`. */
export async function saveChosenShare(run: string, share: number | null): Promise<void> {
  const file = runPaths(run).acceptance;
  if (share === null) await rm(file, { force: true });
  else await writeJsonAtomically(file, { schemaVersion, share, rule: await ruleForShare(run, share) });
}

/** A measured answer as a rule's curve takes it; of equally likely classes the first is the answer. */
export function judgedOf(answer: PhotoAnswer): JudgedAnswer {
  const evidence = evidenceOf(answer);
  const right = indexOfLargest(answer.probabilities) === answer.classIndex;
  return { ...evidence, right };
}

export function evidenceOf({ probabilities, familiarity }: PhotoAnswer): AnswerEvidence {
  return { confidence: Math.max(...probabilities), familiarity: familiarity ?? null };
}
