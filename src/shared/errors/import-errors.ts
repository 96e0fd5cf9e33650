/** Kinds of model files that hold no layers to be read, or would run what they hold. */
export type UnreadKind =
  'graph-model' | 'saved-model' | 'onnx' | 'tflite' | 'core-ml' | 'pytorch' | 'weights-only' | 'unknown';

/**
 * What stands against a layer. kind: Thaw has none such; activation, option: none with this setting; inputs: what it
 * takes; picture: a step on pixels that is none of scaling, shifting and ordering colours; shared: it is used twice;
 * output: it does not give one probability a class; code: it would run a program.
 */
export type LayerProblem =
  'kind' | 'activation' | 'option' | 'inputs' | 'picture' | 'shared' | 'output' | 'code';

/** What can go wrong when a model from elsewhere is opened. */
export interface ImportErrors {
  'model-file-not-found': { file: string };
  'model-kind-not-read': { file: string; kind: UnreadKind };
  /** Cut off, changed, or made by no program that writes such files. */
  'model-file-damaged': { file: string; detail: string };
  /** Reading it came to no end for so long that its process was ended. */
  'model-file-endless': { file: string; seconds: number };
  /** `what`: of the file, its weights, its description, one layer's output. */
  'model-too-large': {
    file: string;
    what: 'file' | 'weights' | 'description' | 'output';
    bytes: number;
    limitBytes: number;
  };
  /** `found`: what the file says of it. */
  'model-layer-not-read': { file: string; layer: string; problem: LayerProblem; found: string };
  /** `found`: [height, width, channels]. */
  'model-input-unfit': { file: string; found: string };
  /** It takes pictures of any size. */
  'model-size-unknown': { file: string };
  'model-size-fixed': { file: string; size: number; asked: number };
  'model-weights-missing': { file: string; weight: string; expected: string; found: string };
  'model-classes-unknown': { file: string; count: number };
  /** `source`: the file or folder that names them; null: a person did. */
  'model-classes-unfit': { source: string | null; count: number; given: number };
  'labels-file-damaged': { file: string; detail: string };
  'model-preprocessing-unknown': { file: string; known: readonly string[] };
  /** For colour pictures, asked of a network that takes grey ones. */
  'model-preprocessing-unfit': { file: string; preprocessing: string };
  /** A run that was opened from a file: it has no photos, and nothing was measured. */
  'run-was-opened': { run: string; file: string };
}
