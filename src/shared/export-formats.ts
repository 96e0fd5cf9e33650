/** What models are written as for other programs; formats by their names on the command line. */

export const exportForms = ['network', 'photo'] as const;
/**
 * What the exported model takes. network: float32, as preprocessing.json describes, and the network's own answers.
 * photo: uint8, RGB, [batch, height, width, 3]; every later step, and one calibrated probability a class, inside.
 */
export type ExportForm = (typeof exportForms)[number];

export const exportWeightTypes = ['float32', 'float16'] as const;
/** As what weights are kept; computed with in float32 all the same. */
export type ExportWeightType = (typeof exportWeightTypes)[number];

export interface ExportOptions {
  readonly form: ExportForm;
  readonly weights: ExportWeightType;
}

/** Every format has both forms and both types of weights. */
export interface ExportFormatFacts {
  /** The file or folder that a program opens, within the export's folder. */
  readonly modelFile: string;
  /** Whether its form `photo` takes any height and width, resized as Thaw does; else exactly the network's. */
  readonly resizes: boolean;
  /** Whether it also crops and pads photos as the model was trained on; without it: that is done outside. */
  readonly shapes?: boolean;
}

export const exportFormats = {
  keras: { modelFile: 'model.keras', resizes: true },
  'keras-h5': { modelFile: 'model.h5', resizes: false },
  savedmodel: { modelFile: 'saved_model/saved_model.pb', resizes: true, shapes: true },
  onnx: { modelFile: 'model.onnx', resizes: true },
  tfjs: { modelFile: 'model.json', resizes: false },
  'tfjs-graph': { modelFile: 'model.json', resizes: false },
} as const satisfies Readonly<Record<string, ExportFormatFacts>>;
export type ExportFormatName = keyof typeof exportFormats;

/** No format of Thaw's own: docs/tensorflow-lite.md says why, and the way to it. */
export const tensorFlowLite = 'tflite';

export const exportFormatNames = Object.keys(exportFormats) as ExportFormatName[];

/** Of the weights' files, from their size as float32. */
export function bytesAs(weights: ExportWeightType, float32Bytes: number): number {
  return weights === 'float16' ? float32Bytes / 2 : float32Bytes;
}
