import { layerKinds } from './layer-kinds.ts';
import { formatCount } from '../format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');

/** `thaw explain`: descriptions, options and answers. */
export const explainWords = {
  heat: 'draw over photos which places speak for a class (Grad-CAM)',
  activations: 'draw every channel that a layer makes of a photo',
  filters: 'draw the patterns that the filters of a layer respond to most (gradient ascent)',
  layers: 'list the layers of the network',
  similar: 'find the training photos that photos are most like, in the eyes of the model',
  map: 'draw a map of all photos of a run: what the model sees alike stands together (UMAP)',
  photo: 'a photo',
  options: {
    class: 'the class to explain (default: the likeliest one of each photo)',
    heatOut: 'folder for the pictures; nothing in it is overwritten',
    layer: 'name of the layer; "thaw explain layers RUN" lists them',
    filterLayer: 'name of a convolution or pooling; "thaw explain layers RUN" lists them',
    count: 'how many filters, from the first one',
    steps: 'steps uphill for each filter',
    stepSize: 'how far a step goes, in levels of 255',
    size: 'side of a pattern, in pixels',
    similarCount: 'how many training photos for each photo',
    mapOut: 'the file: .csv or .json for the places, .svg or .png for a picture; never overwritten',
  },
  heatIn: (photos: number, out: string, time: string) =>
    `${count(photos)} ${photos === 1 ? 'picture' : 'pictures'} in ${time}: ${out}`,
  channels: (layer: string, channels: number, places: string, blank: number) =>
    `${layer}: ${count(channels)} ${channels === 1 ? 'channel' : 'channels'} of ${places}${
      blank === 0 ? '' : `, ${count(blank)} of them blank: what they look for is not in the photo`
    }.`,
  patterns: (layer: string, drawn: number, filters: number, time: string) =>
    `${layer}: ${count(drawn)} of ${count(filters)} filters in ${time}.`,
  silent: (filters: number) =>
    filters === 1
      ? '1 filter does not respond to noise at all, so its pattern stays noise.'
      : `${count(filters)} filters do not respond to noise at all, so their patterns stay noise.`,
  sheetAt: (file: string) => `The picture is ${file}`,
  similarIn: (photos: number, training: number, time: string) =>
    `${count(photos)} ${photos === 1 ? 'photo' : 'photos'} compared with ${count(training)} training photos in ${time}.`,
  mapAt: (photos: number, wrong: number, file: string) =>
    `${count(photos)} ${photos === 1 ? 'photo' : 'photos'}, ${count(wrong)} answered wrongly: ${file}`,
  leftOut: (photos: number) =>
    `${count(photos)} ${photos === 1 ? 'photo has' : 'photos have'} no place: gone, changed or damaged.`,
  mapDrawing: {
    title: (run: string) => `Photos of ${run} as its model sees them`,
    wrong: 'answered wrongly',
  },
  layerTable: {
    input: (shape: string) => `Input: ${shape}`,
    layer: 'Layer',
    kind: 'Kind',
    output: 'Output',
    parameters: 'Parameters',
    kinds: layerKinds,
  },
};

export type ExplainWords = typeof explainWords;
