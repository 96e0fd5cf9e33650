/** Words for opening a model file. */
export const en = {
  open: 'Open a model…',
  choose: 'Choose the folder with the model (.keras, .h5 or model.json)',
  opening: 'Opening the model',
  title: 'Open a model',
  intro:
    'Its file does not say all that is needed. Nothing is guessed: a wrong word here gives wrong answers.',
  classes: 'Classes',
  classesHint: 'In the order of the outputs, with commas between: Keras orders class folders by name.',
  preprocessing: 'Pixels',
  preprocessingHint: 'What its training did to them.',
  ways: {
    file: 'As the file says',
    '0..1': '0 to 1 (rescale=1/255)',
    '-1..1': '-1 to 1',
    none: '0 to 255, as they are',
    preprocess_input: (base: string) => `preprocess_input of ${base}`,
  },
  size: 'Picture size',
  sizeHint: 'In pixels; only for a model that takes any size.',
  cancel: 'Cancel',
  act: 'Open',
  opened: (name: string) => `"${name}" is open. It can predict, explain and be exported.`,
};

export type OpenModelWords = typeof en;
