import { describeLabels } from '../../src/engine/export/labels-file.ts';
import { describePreprocessing } from '../../src/engine/export/describe-preprocessing.ts';
import type { Sample } from '../../src/engine/export/samples/sample-facts.ts';
import { samplesOf } from '../../src/engine/export/samples/samples-of.ts';
import { describeNetwork } from '../../src/engine/models/describe-network.ts';
import {
  exportForms,
  type ExportForm,
  type ExportFormatName,
  exportFormatNames,
  exportFormats,
} from '../../src/shared/export-formats.ts';
import { quickCase } from './asked-export.ts';

/** How far a model that resizes by itself may be from Thaw: it does not round to 8 bits in between. */
const withinResizedInside = 0.01;

export interface ProgramWay {
  readonly format: ExportFormatName;
  readonly form: ExportForm;
  readonly within: number;
}

/**
 * Every format whose kit has a program of this language, in both forms, so that none is left out when one comes in.
 * `within`: how far a program that resizes may be from Thaw.
 */
export function waysWith(language: Sample['language'], within: number): readonly ProgramWay[] {
  const { network, image, classes } = quickCase;
  const spec = describeNetwork(network, image, classes.length);
  const labels = describeLabels(spec, classes, null);
  const facts = { runName: '', labels, preprocessing: describePreprocessing(spec, image) };
  return exportFormatNames
    .filter((format) => samplesOf(format, facts).some((sample) => sample.language === language))
    .flatMap((format) =>
      exportForms.map((form) => {
        const resizes = form === 'photo' && exportFormats[format].resizes;
        return { format, form, within: resizes ? withinResizedInside : within };
      }),
    );
}
