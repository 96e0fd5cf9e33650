import { join } from 'node:path';
import type { TrainedModel } from '../models/model-folder.ts';
import { encodeNpy } from '../storage/npy.ts';
import { writeAtomically, writeJsonAtomically } from '../storage/write-atomically.ts';
import {
  knownPhotosFileName,
  labelsFileName,
  meanImageFileName,
  preprocessingFileName,
} from './export-format.ts';
import type { ExportedRule } from './exported-rule.ts';
import type { WrittenAs } from './photo-front.ts';
import { describeLabels } from './labels-file.ts';
import { describePreprocessing } from './describe-preprocessing.ts';

/** The files that go beside a model with this rule, whatever its format. */
export function portableFileNames(
  { network }: Pick<TrainedModel, 'network'>,
  rule: ExportedRule | null,
  { form }: Pick<WrittenAs, 'form'>,
): readonly string[] {
  return [
    labelsFileName,
    preprocessingFileName,
    ...(rule?.familiarity ? [knownPhotosFileName] : []),
    ...(form === 'network' && network.preprocessing.meanImage ? [meanImageFileName] : []),
  ];
}

/** Writes them into an export's folder. Throws `permission-denied`, `disk-full`. */
export async function writePortableFiles(
  { network, file }: TrainedModel,
  rule: ExportedRule | null,
  folder: string,
  as: WrittenAs,
): Promise<void> {
  await writeJsonAtomically(
    join(folder, labelsFileName),
    describeLabels(network, file.classes, rule, as.form),
  );
  await writeJsonAtomically(
    join(folder, preprocessingFileName),
    describePreprocessing(network, file.image, as),
  );
  const { meanImage } = network.preprocessing;
  if (as.form === 'network' && meanImage) {
    const { size, values } = meanImage;
    const shape = [size, size, network.inputShape[2]];
    await writeAtomically(join(folder, meanImageFileName), encodeNpy({ shape, values }));
  }
  if (!rule?.familiarity) return;
  const { features, channels } = rule.familiarity.known;
  const content = encodeNpy({ shape: [features.length / channels, channels], values: features });
  await writeAtomically(join(folder, knownPhotosFileName), content);
}
