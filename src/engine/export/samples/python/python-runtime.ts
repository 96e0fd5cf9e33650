import type { checkedVersions } from '../checked-versions.ts';
import { graphKeys } from '../../graph/graph-keys.ts';
import { literal, type SampleFacts } from '../sample-facts.ts';

/** What differs from one Python library to the other. */
export interface PythonRuntime {
  /** What to install beside numpy and Pillow. */
  readonly packages: string;
  readonly checkedWith: readonly (keyof typeof checkedVersions)[];
  /** Without `import`, in alphabetical order with numpy. */
  readonly imports: readonly string[];
  /** Opens the model; `layer`: whose output comes second; null: the answers alone. */
  readonly open: (layer: string | null) => readonly string[];
  /** Gives `answers`, or `answers, places`, for `batch`, as numpy arrays. */
  readonly ask: (layer: string | null) => readonly string[];
}

/** Keras 3, for a .keras or an .h5 file. */
export function kerasRuntime(modelFile: string): PythonRuntime {
  const convert = 'keras.ops.convert_to_numpy';
  return {
    packages: 'keras tensorflow',
    checkedWith: ['Keras', 'TensorFlow'],
    imports: ['import keras', 'import numpy as np'],
    open: (layer) => [
      `model = keras.models.load_model(FOLDER / "${modelFile}")`,
      ...(layer === null
        ? []
        : [
            '# What is compared: the output of a layer inside.',
            `places = model.get_layer(${literal(layer)}).output`,
            'model = keras.Model(model.inputs[0], [model.outputs[0], places])',
          ]),
    ],
    ask: (layer) =>
      layer === null
        ? [`answers = ${convert}(model(batch, training=False))`]
        : [`answers, places = map(${convert}, model(batch, training=False))`],
  };
}

export const onnxRuntime: PythonRuntime = {
  packages: 'onnxruntime numpy',
  checkedWith: ['onnxruntime'],
  imports: [
    'import os',
    '',
    '# Said before onnxruntime is loaded, which otherwise tells its maker what it runs.',
    'os.environ["ORT_DISABLE_TELEMETRY"] = "1"',
    '',
    'import numpy as np',
    'import onnxruntime',
  ],
  open: () => [
    'session = onnxruntime.InferenceSession(FOLDER / "model.onnx")',
    'photos = session.get_inputs()[0].name',
  ],
  ask: (layer) =>
    layer === null
      ? ['answers = session.run(None, {photos: batch})[0]']
      : ['answers, places = session.run(None, {photos: batch})'],
};

/** TensorFlow, for a SavedModel. Its inputs and outputs have names of their own (graph/model-graph.ts). */
export function savedModelRuntime({ preprocessing }: SampleFacts): PythonRuntime {
  const input = preprocessing.form === 'photo' ? graphKeys.photo : graphKeys.network;
  const answers = `answers = outputs["${graphKeys.probabilities}"].numpy()`;
  return {
    packages: 'tensorflow',
    checkedWith: ['TensorFlow'],
    imports: ['import numpy as np', 'import tensorflow as tf'],
    open: () => [
      'saved = tf.saved_model.load(str(FOLDER / "saved_model"))',
      'model = saved.signatures["serving_default"]',
    ],
    ask: (layer) => [
      `outputs = model(${input}=tf.constant(batch))`,
      answers,
      ...(layer === null ? [] : [`places = outputs["${graphKeys.features}"].numpy()`]),
    ],
  };
}
