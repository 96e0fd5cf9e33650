import { formatCount } from '../format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');

/** What a kit's README says: the folder that an exported model leaves Thaw in. */
export const kitWords = {
  about: (format: string, version: string) => `A model trained by Thaw ${version}, exported as ${format}.`,
  halfWeights:
    'Its weights are rounded to 16-bit floats, at half the size; programs compute with them in 32 bits all the same.',
  formats: {
    keras: 'Keras (.keras)',
    'keras-h5': 'Keras (.h5)',
    savedmodel: 'TensorFlow SavedModel',
    onnx: 'ONNX',
    tfjs: 'TensorFlow.js layers model',
    'tfjs-graph': 'TensorFlow.js graph model',
  },
  otherLanguage: '[简体中文](README.zh-CN.md)',
  ask: 'Ask it about a photo',
  askFirst: 'Each program answers as Thaw does, and runs as it is beside the model:',
  open: (file: string) =>
    `Open \`${file}\` in a browser, by a double click. It asks about dropped photos and the camera, without a network or a server; nothing leaves the computer.`,
  steps: 'From a photo to its answer',
  stepsFirst: 'Other programs must do the same, in this order (`preprocessing.json` says it for machines):',
  step: {
    decode:
      'Decode the photo: first frame, red, green and blue with 8 bits each, transparent places on white. Leave its colour profile aside.',
    upright: 'Turn it upright by its EXIF orientation.',
    crop: 'Cut the square in its centre.',
    resize: (width: number, height: number) =>
      `Resize it to ${width} x ${height} pixels as Pillow's BILINEAR does: a triangle filter that covers every pixel where a side shrinks, rounded to 8 bits. The plain bilinear of most libraries skips pixels and answers differently.`,
    resizeLonger: (to: number) =>
      `Resize it so that its longer side has ${to} pixels, the other in proportion, rounded, as Pillow's BILINEAR does: a triangle filter that covers every pixel where a side shrinks.`,
    pad: (width: number, height: number) => `Put it in the middle of ${width} x ${height} black pixels.`,
    cut: (width: number, height: number) => `Cut ${width} x ${height} pixels from its centre.`,
    order: {
      rgb: 'Take the channels as red, green, blue, from 0 to 255.',
      bgr: 'Take the channels as blue, green, red, from 0 to 255.',
    },
    grey: 'Make it grey: floor((19595 R + 38470 G + 7471 B + 32768) / 65536), one channel from 0 to 255.',
    subtract: (mean: string) => `Subtract ${mean} from the channels.`,
    subtractImage: (file: string) => `Subtract \`${file}\`, pixel by pixel.`,
    divide: (by: string) => `Divide by ${by}.`,
    input: (type: string, shape: string) => `Hand it to the model as ${type} in the shape ${shape}.`,
    sigmoid: (name: string, other: string) =>
      `The model answers one number, the probability of ${name}; ${other} has 1 minus it.`,
    softmax: 'The model answers one probability a class, in the order of the classes.',
    confidence: (least: string) =>
      `Where the likeliest class has less than ${least}, the answer is "none of these".`,
    familiarity: (layer: string, neighbour: number, least: string) =>
      `Average the output of \`${layer}\` over its places and divide it by its length. Its products with the rows of \`known-photos.npy\` are likenesses; where number ${neighbour} of the largest is less than ${least}, the answer is "none of these" too.`,
  },
  classes: 'Classes, in the order of the answer',
  checked: 'Checked',
  checkedFirst: (photos: string, openedWith: string) =>
    `Before this folder was put into place, its files were opened again by ${openedWith} and asked about ${photos} photos.`,
  maxDifference: 'Largest difference of a probability',
  meanDifference: 'Mean difference',
  allowed: 'Allowed',
  agreement: 'Same answer',
  topClass: 'Same likeliest class',
  likenessDifference: 'Largest difference of a likeness',
  of: (some: number, all: number) => `${count(some)} of ${count(all)}`,
  versions: 'The programs are tested with',
  files: 'Files',
  file: {
    model: 'the model',
    weights: 'its weights',
    'labels.json': 'classes, what the answers mean, and the rule for "none of these"',
    'preprocessing.json': 'every step from a photo to the model',
    'known-photos.npy': 'what the network sees in some training photos, for "none of these"',
    'mean-image.npy': 'the mean image that is subtracted',
    'parity.json': 'the figures of the check above',
    'report.html': 'how the model was trained and tested',
    'predict.py': 'program for Python',
    'predict.mjs': 'program for Node',
    'index.html': 'page for a browser',
    page: 'what that page loads: the library that asks, and the model once more as scripts',
  },
};

export type KitWords = typeof kitWords;
