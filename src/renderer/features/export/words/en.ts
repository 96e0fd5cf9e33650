import type { ExportedFormat, FormatView, SampleView } from '../../../../shared/app/work-view.ts';
import { formatCount } from '../../../../shared/messages/format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');

const fileUses: Readonly<Record<string, string>> = {
  'labels.json': 'classes and the rule for "none of these"',
  'preprocessing.json': 'from a photo to the model',
  'known-photos.npy': 'for "none of these"',
  'mean-image.npy': 'what is subtracted',
  'predict.py': 'program for Python',
  'predict.mjs': 'program for Node',
  'index.html': 'page for photos and camera, opened by a double click',
  'page/': 'what that page loads',
  'parity.json': 'how alike the scores are',
  'report.html': 'how the model was trained and tested',
  'README.md': 'every step, in English',
  'README.zh-CN.md': 'every step, in Chinese',
};

export const exportWords = {
  title: 'Take the model with you',
  hint: 'Each format gets a folder that works by itself: the model, programs that ask it, and what was checked.',
  inspector: 'Model and sample code',

  locked: {
    title: 'No model to export yet',
    text: 'Train one first. Then it can go into your own programs.',
    act: 'Go to training',
  },

  formatsLabel: 'Formats',
  formats: {
    keras: { name: 'Keras (.keras)', use: 'Python with Keras 3. One .keras file, labels beside it' },
    'keras-h5': {
      name: 'Keras (.h5)',
      use: 'Python with Keras and TensorFlow, Jupyter. One .h5 file, labels beside it',
    },
    savedmodel: {
      name: 'TensorFlow SavedModel',
      use: 'TensorFlow Serving, Python, C++, Java, Go; from it, TensorFlow Lite. Can take photos of any size',
    },
    onnx: { name: 'ONNX', use: 'onnxruntime in any language, web pages. One .onnx file, labels beside it' },
    tfjs: { name: 'TensorFlow.js', use: 'Web pages and Node, in shards of 4\u00a0MB, labels beside them' },
    'tfjs-graph': {
      name: 'TensorFlow.js graph',
      use: 'Web pages and Node: the graph alone, in shards of 4\u00a0MB. Every kind of layer',
    },
  } satisfies Record<FormatView['format'], { name: string; use: string }> as Record<
    FormatView['format'],
    { readonly name: string; readonly use: string }
  >,
  states: {
    waiting: 'Waiting',
    writing: 'Writing',
    checking: 'Checking',
    same: 'Same scores',
    failed: 'Not written',
    cancelled: 'Cancelled',
  } satisfies Record<ExportedFormat['state'], string> as Record<ExportedFormat['state'], string>,
  differ: 'Scores differ',
  knownPhotos:
    'known-photos.npy beside each model holds what the network sees in some training photos. By it your programs answer "none of these" as Thaw does.',

  checked: {
    title: 'Checked against Thaw',
    text: 'After writing, every file is opened again and asked about test photos. It is kept only with the same scores.',
    format: 'Format',
    openedWith: 'Opened with',
    photos: 'Photos',
    difference: 'Largest difference',
    mean: (difference: string) => `mean ${difference}`,
    likeness: 'Likeness difference',
    answers: 'Same answer',
    of: (n: number, all: number) => `${count(n)} of ${count(all)}`,
    unknown: '…',
  },

  to: 'To',
  change: 'Change…',
  changeTitle: 'Where the folder with the model is made',
  exportFormats: (n: number) => (n === 1 ? 'Export 1 format' : `Export ${count(n)} formats`),
  noFormat: 'Choose a format first.',
  exporting: (at: number, n: number) => `Exporting, ${count(at)} of ${count(n)}`,
  cancel: 'Cancel',
  again: 'Export again',
  show: 'Show in folder',
  copyPath: 'Copy path',
  copied: 'Copied.',
  anotherName: 'Use another name',
  done: (n: number) =>
    n === 1 ? '1 format is written and checked.' : `${count(n)} formats are written and checked.`,

  model: 'Model',
  unmeasured: 'not measured on test photos',
  use: 'Use it',
  useLabel: 'Language of the sample code',
  languages: { python: 'Python', node: 'Node', browser: 'Browser' } satisfies Record<
    SampleView['language'],
    string
  > as Record<SampleView['language'], string>,
  codeLabel: (file: string) => `Sample code, ${file}`,
  codeHint: (file: string) => `Lies beside the model as ${file}.`,
  options: {
    title: 'Options',
    inside: 'Preprocessing inside',
    insideHint:
      'The model takes a photo\u2019s bytes and gives one probability a class. Some formats resize it too.',
    precision: 'Precision',
    precisionHint: '16-bit takes half the room; probabilities then differ a little.',
    zip: 'One .zip a format',
    bits: (n: 16 | 32) => `${n}-bit`,
  },
  useFormat: 'Format of the sample code',
  kit: 'In the folder',
  fileUse: (file: string): string => fileUses[file] ?? 'the model',
  copy: 'Copy',
};

export type ExportWords = typeof exportWords;
