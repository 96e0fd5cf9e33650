import { dirname, join } from 'node:path';
import type { ImageConfig } from '../../shared/recipe.ts';
import { labelsFileName, preprocessingFileName } from '../export/export-format.ts';
import { type PreprocessingFile, readPreprocessing } from '../export/preprocessing-file.ts';
import { isFile } from '../storage/look-at-path.ts';
import { type PortableModel, readPortableModel } from '../export/read-portable-model.ts';

/** What Thaw wrote beside a model that it exported. */
export interface BesideExport {
  readonly portable: PortableModel;
  /** How photos become its picture, but for the size. */
  readonly image: Pick<ImageConfig, 'fit' | 'stored'>;
}

/** null: Thaw did not export the file, or what lay beside it is not whole. */
export async function readBesideExport(file: string): Promise<BesideExport | null> {
  const folder = dirname(file);
  const names = [labelsFileName, preprocessingFileName];
  const areThere = await Promise.all(names.map((name) => isFile(join(folder, name))));
  if (areThere.includes(false)) return null;
  try {
    const { steps } = await readPreprocessing(join(folder, preprocessingFileName));
    return { portable: await readPortableModel(folder), image: imageOf(steps) };
  } catch {
    return null;
  }
}

function imageOf(steps: PreprocessingFile['steps']): BesideExport['image'] {
  const cuts = steps.some(({ step }) => step === 'cut');
  let fit: ImageConfig['fit'] = 'stretch';
  let stored: number | null = null;
  for (const step of steps) {
    if (step.step === 'crop') fit = 'crop';
    else if (step.step === 'pad') fit = 'pad';
    if (cuts && (step.step === 'resize' || step.step === 'pad')) stored = step.width;
  }
  return { fit, ...(stored === null ? {} : { stored }) };
}
