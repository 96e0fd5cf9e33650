import { openedWords as words } from '../../../../shared/messages/en/opened-words.ts';

/** What is said of a model that came from a file. */
export const openedWords = {
  lead: 'Opened from a file. Thaw has not measured it: it was trained elsewhere, on photos that are not known here.',
  toTrain: 'Train from it',
  set: 'The next run begins with this model.',
  undo: 'Undo',
  toExport: 'Export',
  toPredict: 'Ask it about photos',
  model: 'Model',
  origin: 'Where it came from',
  classes: 'Classes',
  layers: 'Layers',
  pixels: 'Input',
  file: 'File',
  madeBy: 'Written by',
  size: 'Size of the file',
  at: 'Opened',
  words,
};
