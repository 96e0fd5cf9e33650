import { join } from 'node:path';
import type { TrainedModel } from '../models/model-folder.ts';
import { encodeNpy } from '../storage/npy.ts';
import { writeAtomically, writeJsonAtomically } from '../storage/write-atomically.ts';
import { knownPhotosFileName, labelsFileName, preprocessingFileName } from './export-format.ts';
import type { ExportedRule } from './exported-rule.ts';
import { describeLabels, describePreprocessing } from './portable-files.ts';

/** The files that go beside a model of this rule, whatever its format. */
export function portableFileNames(rule: ExportedRule | null): readonly string[] {
  return [labelsFileName, preprocessingFileName, ...(rule?.familiarity ? [knownPhotosFileName] : [])];
}

/** Writes them into an export's folder. Throws `permission-denied`, `disk-full`. */
export async function writePortableFiles(
  { network, file }: TrainedModel,
  rule: ExportedRule | null,
  folder: string,
): Promise<void> {
  await writeJsonAtomically(join(folder, labelsFileName), describeLabels(network, file.classes, rule));
  await writeJsonAtomically(join(folder, preprocessingFileName), describePreprocessing(network, file.image));
  if (!rule?.familiarity) return;
  const { features, channels } = rule.familiarity.known;
  const content = encodeNpy({ shape: [features.length / channels, channels], values: features });
  await writeAtomically(join(folder, knownPhotosFileName), content);
}
