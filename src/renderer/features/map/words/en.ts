import { formatCount } from '../../../../shared/messages/format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');
const photos = (value: number): string => `${count(value)} ${value === 1 ? 'photo' : 'photos'}`;

export const mapWords = {
  loading: 'Loading the map',
  none: {
    title: 'See your photos as the model sees them',
    text: 'Photos that the model finds alike stand together, so that odd ones and wrong labels show. It looks at every photo once; then the map is kept with the run.',
    act: 'Make the map',
  },
  making: 'Making the map',
  progress: (title: string, done: number, total: number) => `${title}: ${count(done)} of ${count(total)}`,
  cancel: 'Cancel',
  again: 'Try again',
  /** What a reader of the screen hears of the map. */
  summary: (total: number, classes: string, wrong: number) =>
    `A map of ${photos(total)} (${classes}). Answered wrongly: ${count(wrong)}.`,
  ofClass: (className: string, n: number) => `${className}: ${count(n)}`,
  comma: ', ',
  leftOut: (n: number) => `${photos(n)} without a place: gone, changed or damaged.`,
  canvas: 'Map of the photos',
  help: 'Arrows go from photo to photo, Enter opens one, plus and minus zoom, 0 shows all.',
  part: 'Photos of which part',
  parts: { all: 'All', train: 'Train', validation: 'Validation', test: 'Test' },
  wrongOnly: 'Only wrong',
  shown: (n: number) => photos(n),
  as: 'Shown as',
  asMap: 'Map',
  asList: 'List',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  whole: 'Show all',
  legend: 'Classes',
  wrong: 'answered wrongly',
  nothing: { title: 'No photos here', text: 'The filter leaves none.', act: 'Show all photos' },
  point: (file: string, part: string, className: string) => `${file}, ${part}, ${className}`,
  pointAnswered: (file: string, part: string, className: string, answer: string, share: string) =>
    `${file}, ${part}, ${className}, answered ${answer} ${share}`,
  list: {
    caption: 'Photos of the map, those answered wrongly first',
    picture: 'Photo',
    file: 'File',
    part: 'Part',
    className: 'Class',
    answer: 'Answer',
    notMeasured: 'not measured',
  },
  photo: {
    training: (className: string) => `Training photo, ${className}`,
    is: (className: string, answer: string) => `${className}, answered ${answer}`,
    photo: 'Photo',
    why: 'Why',
    whyLabel: 'What is shown',
    whyFailed: 'What decided this answer cannot be shown.',
    failed: 'The photo cannot be shown.',
    close: 'Close',
  },
};
export type MapWords = typeof mapWords;
