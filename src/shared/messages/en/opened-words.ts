import { assertNever } from '../../assert-never.ts';
import type { Preprocessing } from '../../network.ts';
import type { OpeningNote } from '../../run-files.ts';
import { divisor } from '../../preprocessing.ts';

/** What is said of a model that was opened from a file. */
export const openedWords = {
  from: (path: string, madeBy: string, size: string) => `Opened ${path} (${madeBy}, ${size})`,
  network: (layers: string, parameters: string, size: number) =>
    `${layers} layers, ${parameters} parameters; takes pictures of ${size} px`,
  classes: (classes: readonly string[]) => `Classes: ${classes.join(', ')}`,
  preprocessing: ({ channelOrder, mean, scale }: Preprocessing): string => {
    const order = { rgb: 'red, green, blue', bgr: 'blue, green, red', grey: 'grey' }[channelOrder];
    const centred = mean.some((value) => value !== 0) ? ` less ${mean.join(', ')}` : '';
    return `Pixels: ${order}; levels of 0 to 255${centred}${scale === 1 ? '' : `, divided by ${divisor(scale)}`}`;
  },
  note: (note: OpeningNote): string => {
    switch (note.note) {
      case 'resizing-replaced':
        return `Its layer "${note.layer}" is replaced: Thaw resizes photos itself, with smoothing.`;
      case 'inactive-left-out':
        return `Left out, since it does nothing to an answer: ${note.layers.join(', ')}.`;
      case 'logits':
        return `"${note.layer}" gives logits, as its loss says: they are turned into probabilities.`;
      case 'logits-assumed':
        return `"${note.layer}" has no activation, and no loss says what it gives: it is taken for logits.`;
      case 'classes-sorted':
        return `Classes are sorted by name; the file has them as ${note.classes.join(', ')}.`;
      default:
        return assertNever(note);
    }
  },
  at: (run: string) => `A run to predict, evaluate, explain and export with, or to train from: ${run}`,
};

export type OpenedWords = typeof openedWords;
