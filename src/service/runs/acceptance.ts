import { join } from 'node:path';
import { judgedOf, readChosenRule } from '../../engine/familiarity/run-rule.ts';
import { featureLayer } from '../../engine/likeness/feature-layer.ts';
import { describeNetwork } from '../../engine/models/describe-network.ts';
import { readRunFile, runPaths } from '../../engine/training/run-folder.ts';
import type { AcceptanceView, JudgedAnswers, KnownView } from '../../shared/app/run-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { answersFileSchema, modelFileSchema, type ModelFile } from '../../shared/run-files.ts';

/** A run's rule for "none of these"; none before there is a model. Throws `run-file-damaged`, `run-from-newer-version`. */
export async function readAcceptance(folder: string): Promise<AcceptanceView> {
  const chosen = await readChosenRule(folder);
  const model = await readRunFile(folder, join(runPaths(folder).model, 'network.json'), modelFileSchema);
  const known = model && knownOf(model);
  if (chosen) return { rule: chosen.rule, share: chosen.share, known };
  return { rule: model?.acceptance ?? null, share: null, known };
}

function knownOf({ familiarity, network, image, classes }: ModelFile): KnownView | null {
  if (!familiarity) return null;
  const { name: layer } = featureLayer(describeNetwork(network, image, classes.length));
  return { layer, neighbours: familiarity.neighbours };
}

/** Throws `run-not-measured`, `run-file-damaged`, `run-from-newer-version`. */
export async function readJudged(folder: string): Promise<JudgedAnswers> {
  const answers = await readRunFile(folder, runPaths(folder).answers, answersFileSchema);
  if (!answers) throw new ThawError('run-not-measured', { run: folder });
  return { validation: (answers.validation ?? []).map(judgedOf), test: (answers.test ?? []).map(judgedOf) };
}
