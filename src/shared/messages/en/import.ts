import type { ImportErrors, LayerProblem, UnreadKind } from '../../errors/import-errors.ts';
import { formatBytes } from '../format-numbers.ts';
import type { ErrorSentences } from '../message-types.ts';

const read =
  'Give the Keras model itself (.keras, or .h5 of the whole model), or a TensorFlow.js layers model (model.json).';

const unread: Readonly<Record<UnreadKind, readonly [message: string, remedy: string]>> = {
  'graph-model': [
    'it is a TensorFlow.js graph model, which holds single operations and no layers to explain or train',
    'Convert the Keras model to a layers model (tensorflowjs_converter without --output_format=tfjs_graph_model), or give the Keras model itself.',
  ],
  'saved-model': [
    'it is a TensorFlow SavedModel, which holds single operations and no layers to explain or train',
    'Load it in Keras and save it as .keras; Teachable Machine also gives keras_model.h5.',
  ],
  onnx: ['it is an ONNX file, which holds single operations and no layers to explain or train', read],
  tflite: [
    'it is a TensorFlow Lite file: its weights are rounded and its layers merged for phones',
    `${read} Lobe keeps no such file; Teachable Machine does.`,
  ],
  'core-ml': [
    'it is a Core ML model of Apple, for which there is no reader outside macOS',
    `${read} Create ML keeps no such file.`,
  ],
  pytorch: [
    'it is a PyTorch file: a pickle, which is a program that runs when it is read',
    `Thaw runs nothing from a file. ${read}`,
  ],
  'weights-only': ['it holds weights and no description of their network', read],
  unknown: ['it is no kind of model file that Thaw knows', read],
};

const problems: Readonly<Record<LayerProblem, (found: string) => readonly [what: string, remedy: string]>> = {
  kind: (found) => [
    `is of the kind ${found}, which Thaw has not`,
    'Networks of convolutions, pools, batch normalisation, additions, concatenations and dense layers can be opened.',
  ],
  activation: (found) => [
    `has the activation ${found}`,
    'Thaw has linear, relu, relu6, sigmoid and softmax.',
  ],
  option: (found) => [
    `has a setting that Thaw has not: ${found}`,
    'Train the network without it, or use the model in Keras.',
  ],
  inputs: (found) => [
    `takes what Thaw cannot give it: ${found}`,
    'A model is opened that takes one picture, whose layers follow each other, split and join.',
  ],
  picture: (found) => [
    `does something to pixels that is not known: ${found}`,
    'Known are scaling by positive numbers, shifting, and the order of colours, as in preprocess_input, Rescaling and Normalization. Save the model without this layer, and name the step with --preprocessing.',
  ],
  shared: (found) => [
    `is used ${found} times in the network`,
    'Thaw opens networks in which each layer is used once.',
  ],
  output: (found) => [
    `does not give one probability a class: ${found}`,
    'A classifier ends with one sigmoid unit for two classes, or a softmax unit for each; or with logits, where its loss says so.',
  ],
  code: () => [
    'holds a program of its own (Lambda)',
    'Thaw runs nothing from a file. Replace the layer by Rescaling or the like, and save the model anew.',
  ],
};

const parts = {
  file: 'The file',
  weights: 'The weights together',
  description: 'The description of the network',
  output: 'The output of one layer',
} as const;

export const importMessages: ErrorSentences<ImportErrors> = {
  'model-file-not-found': ({ file }) => ({
    message: `There is no model at ${file}.`,
    remedy: 'Check the path: a .keras or .h5 file, a model.json, or a folder with one of them.',
  }),
  'model-kind-not-read': ({ file, kind }) => ({
    message: `${file} is not opened: ${unread[kind][0]}.`,
    remedy: unread[kind][1],
  }),
  'model-file-damaged': ({ file, detail }) => ({
    message: `${file} is not whole, or not what it says it is (${detail}). Nothing was opened.`,
    remedy: 'Copy or download it once more; or save it anew in the program that made it.',
  }),
  'model-file-endless': ({ file, seconds }) => ({
    message: `Reading ${file} did not end within ${seconds} seconds and was stopped: it is damaged, or lies on a very slow drive. Nothing was opened.`,
    remedy: 'Copy it to a drive of this computer and try again; or save it anew in the program that made it.',
  }),
  'model-too-large': ({ file, what, bytes, limitBytes }) => ({
    message: `${file} is not opened. ${parts[what]} would take ${formatBytes(bytes)}; ${formatBytes(limitBytes)} is the limit.`,
    remedy: 'Open a smaller network, or one for smaller pictures.',
  }),
  'model-layer-not-read': ({ file, layer, problem, found }) => {
    const [what, remedy] = problems[problem](found);
    return { message: `${file} is not opened: its layer "${layer}" ${what}.`, remedy };
  },
  'model-input-unfit': ({ file, found }) => ({
    message: `${file} takes ${found} (height, width, channels). Thaw opens models that take one square colour or grey picture of 16 to 1024 px.`,
    remedy: 'Build the network for square pictures in Keras, load the weights into it, and save that.',
  }),
  'model-size-unknown': ({ file }) => ({
    message: `${file} takes pictures of any size.`,
    remedy: 'Say which it was trained with: --size 224.',
  }),
  'model-size-fixed': ({ file, size, asked }) => ({
    message: `${file} takes pictures of ${size} px, not of ${asked} px.`,
    remedy: 'Leave --size out.',
  }),
  'model-weights-missing': ({ file, weight, expected, found }) => ({
    message: `${file} has not the weight "${weight}" in the shape ${expected}${found === '-' ? '' : `, but ${found}`}.`,
    remedy: 'Save the model anew in the program that made it, with its weights.',
  }),
  'model-classes-unknown': ({ file, count }) => ({
    message: `${file} does not say what its ${count} classes are called.`,
    remedy:
      'Name them in the order of its outputs, as --classes cats,dogs, or by a file: --classes labels.json. Keras orders class folders by name.',
  }),
  'model-classes-unfit': ({ source, count, given }) => ({
    message: `The model has ${count} classes; ${source === null ? `${given} different ones are named` : `${source} names ${given}`}.`,
    remedy: 'Name each class once, in the order of the outputs.',
  }),
  'labels-file-damaged': ({ file, detail }) => ({
    message: `${file} names no classes (${detail}).`,
    remedy:
      'Give a JSON file with a list of names, or names with their numbers; or a text file with one name a line.',
  }),
  'model-preprocessing-unknown': ({ file, known }) => ({
    message: `${file} does not say how pixels become its input, and a wrong guess would give wrong answers without a sign of it.`,
    remedy: `Say what its training did: --preprocessing 0..1 for rescale=1/255, -1..1, none for levels of 0 to 255, or the network whose preprocess_input was used: ${known.join(', ')}.`,
  }),
  'model-preprocessing-unfit': ({ file, preprocessing }) => ({
    message: `${file} takes grey pictures, and ${preprocessing} is for colours.`,
    remedy: 'Choose 0..1, -1..1 or none.',
  }),
  'run-was-opened': ({ run, file }) => ({
    message: `${run} was opened from ${file}. It has a model, but no photos and no training, which this needs.`,
    remedy:
      'Predict, explain and export work. To measure it: thaw evaluate RUN --data FOLDER. To train it: thaw train FOLDER --from RUN.',
  }),
};
