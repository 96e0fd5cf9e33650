import { layerKinds } from '../../../../shared/messages/en/layer-kinds.ts';
import { formatCount } from '../../../../shared/messages/format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');

/** A look into the layers of the model. */
export const insideWords = {
  network: 'The layers of this model',
  networkText:
    'A photo passes from left to right. Early layers answer to edges and colours, late ones to parts of things. Choose one.',
  blocks: { layers: 'Layers', head: 'Head' } as Readonly<Record<string, string>>,
  block: (number: string) => `Block ${number}`,
  kinds: layerKinds,
  channels: (kind: string, channels: number, places: string) =>
    `${kind}, ${count(channels)} channels of ${places}`,
  units: (kind: string, units: number) => `${kind}, ${count(units)} ${units === 1 ? 'unit' : 'units'}`,

  photo: 'What it makes of a photo',
  photoText: 'Each tile is one channel: light where it answers, all dark where it finds nothing.',
  unitsText: 'Each square is one unit: the lighter, the stronger its answer.',
  said: (className: string, answer: string) =>
    className === answer ? `${className}, right` : `${className}, said ${answer}`,
  sheet: (layer: string, file: string) => `What ${layer} makes of ${file}, channel by channel`,
  sheetLoading: (layer: string) => `Computing ${layer}`,
  previous: 'Previous photo',
  next: 'Next photo',
  position: (at: number, n: number) => `${count(at)} of ${count(n)}`,
  photoFailed: 'The photo cannot be shown.',

  patterns: 'What its filters look for',
  patternsText:
    'Each picture is grey noise, changed step by step until one filter answers to it as strongly as it can.',
  noFilters:
    'This layer answers with a list of numbers and has no filters to draw. Choose a layer of a block.',
  draw: (patterns: number) => `Draw ${count(patterns)} patterns`,
  drawMore: (patterns: number) => `Draw ${count(patterns)} more`,
  drawing: (done: number, of: number) => `${count(done)} of ${count(of)} patterns`,
  cancel: 'Cancel',
  pattern: (filter: number) => `Filter ${count(filter)}`,
  silent: 'no answer to noise',
  shown: (patterns: number, of: number) => `${count(patterns)} of ${count(of)} filters`,
  takesAWhile: 'Some seconds each on a processor; deeper layers take longer.',
};

export type InsideWords = typeof insideWords;
