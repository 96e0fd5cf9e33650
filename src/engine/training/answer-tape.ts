import * as tf from '@tensorflow/tfjs';
import type { LaterOutcome } from './training-step.ts';

/**
 * What steps on a GPU came to, row after row in one tensor there, so that a whole epoch is read at once: losses and how
 * many were answered right. Where all rows are taken, they are read before the next ones.
 */
export interface AnswerTape {
  /** [rows, 2]; a kernel fills the row that was taken. */
  readonly tensor: tf.Tensor2D;
  /** The next row, and how to read it later. Nothing is lost where what should fill it fails. */
  take(): Promise<{ readonly row: number; readonly outcome: LaterOutcome }>;
  close(): void;
}

/** More steps than most epochs have; 8 KB. */
const usualRows = 1024;

export function openAnswerTape(rows = usualRows): AnswerTape {
  const tensor = tf.keep(tf.zeros<tf.Rank.R2>([rows, 2]));
  let taken = 0;
  let side = new Side(tensor);
  return {
    tensor,
    async take() {
      if (taken === rows) {
        await side.read(rows);
        side = new Side(tensor);
        taken = 0;
      }
      const row = taken++;
      const own = side;
      return {
        row,
        outcome: {
          read: async () => {
            const values = await own.read(own === side ? taken : rows, row);
            return { loss: values[2 * row]!, correct: values[2 * row + 1]! };
          },
        },
      };
    },
    close() {
      tensor.dispose();
    },
  };
}

/** One use of all rows: what was read of it. */
class Side {
  private values: Float32Array = new Float32Array(0);
  private known = 0;

  constructor(private readonly tensor: tf.Tensor2D) {}

  /** All rows below `upTo`, where `row` is not known yet. */
  async read(upTo: number, row = upTo - 1): Promise<Float32Array> {
    if (row < this.known) return this.values;
    this.values = Float32Array.from(await this.tensor.data<'float32'>());
    this.known = upTo;
    return this.values;
  }
}
