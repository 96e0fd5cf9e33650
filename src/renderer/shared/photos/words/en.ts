import { formatCount } from '../../../../shared/messages/format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');

/** Words of the training photos that a photo is most like. */
export const en = {
  title: 'Most similar training photos',
  hint: 'by what this model sees in them; 1.00 is no difference',
  list: 'Training photos that the model sees much alike, most similar first',
  photo: (className: string, similarity: string) => `${className}, similarity ${similarity}`,
  asking: 'Looking for similar training photos',
  unseen: (photos: number) =>
    photos === 1
      ? 'The model has to look at 1 training photo first. Once for this model.'
      : `The model has to look at ${count(photos)} training photos first. Once for this model.`,
  look: 'Find similar photos',
  computing: (title: string, done: number, total: number) => `${title}: ${count(done)} of ${count(total)}`,
  cancel: 'Cancel',
  none: 'None of the training photos can be read any more.',
};
export type SimilarWords = typeof en;
