/** Words for opening a model file. */
export const en = {
  title: 'Open a model',
  say: {
    classes: 'Name its classes in the order of its outputs.',
    preprocessing: 'Choose what its training did to pixels.',
    size: 'Say the size of the pictures that it was trained with, or leave it empty where the file says it.',
  },
  fields: { classes: 'Classes', preprocessing: 'Pixels', size: 'Picture size' },
  hints: {
    classes: 'In the order of the outputs, with commas between: Keras orders class folders by name.',
    preprocessing: 'What its training did to them. With the wrong one, answers are wrong without a sign.',
    size: 'In pixels; only for a model that takes any size.',
  },
  ways: {
    file: 'As the file says',
    '0..1': '0 to 1 (rescale=1/255)',
    '-1..1': '-1 to 1',
    none: '0 to 255, as they are',
    preprocess_input: (base: string) => `preprocess_input of ${base}`,
  },
  cancel: 'Cancel',
  act: 'Open',
};

export type OpenModelWords = typeof en;
