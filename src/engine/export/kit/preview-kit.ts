import {
  type ExportFormatFacts,
  type ExportFormatName,
  exportFormatNames,
  exportFormats,
  type ExportForm,
} from '../../../shared/export-formats.ts';
import { ruleOfRun } from '../../familiarity/run-rule.ts';
import { describeModel } from '../../models/model-folder.ts';
import { exportedRule } from '../exported-rule.ts';
import { describeLabels } from '../labels-file.ts';
import { describePreprocessing } from '../describe-preprocessing.ts';
import { pageFolder } from '../samples/page/page-sample.ts';
import type { Sample } from '../samples/sample-facts.ts';
import { samplesOf } from '../samples/samples-of.ts';
import { portableFileNames } from '../write-portable-files.ts';
import { parityFileName, reportFileName } from './kit-facts.ts';
import { readmeFileNames } from './write-kit.ts';

/** What a kit will hold, before anything is written. */
export interface KitPreview {
  readonly format: ExportFormatName;
  readonly samples: readonly Sample[];
  /** Names of files and folders; a model of several files is named by the one that programs open. */
  readonly files: readonly string[];
}

/**
 * The kits of a run's model in every format in this form, as an export would write them now; `runName` is for
 * the programs' first lines. Throws what opening the run throws.
 */
export async function previewKits(
  run: string,
  runName: string,
  form: ExportForm,
): Promise<readonly KitPreview[]> {
  const model = await describeModel(run);
  const { network, file } = model;
  const rule = exportedRule(model, await ruleOfRun(run, file));
  const labels = describeLabels(network, file.classes, rule, form);
  return exportFormatNames.map((name) => {
    const { modelFile, resizes, shapes = false }: ExportFormatFacts = exportFormats[name];
    const as = { form, resizes, shapes };
    const preprocessing = describePreprocessing(network, file.image, as);
    const samples = samplesOf(name, { runName, labels, preprocessing });
    const files = [
      modelFile,
      ...portableFileNames(model, rule, as),
      ...samples.map(({ fileName }) => fileName),
      ...(samples.some(({ language }) => language === 'browser') ? [`${pageFolder}/`] : []),
      parityFileName,
      reportFileName,
      ...readmeFileNames,
    ];
    return { format: name, samples, files };
  });
}
