/** How a confusion matrix is drawn: the size of its cells, their tint, and the way through it by keys. */

export type MatrixSize = 'large' | 'medium' | 'small' | 'tiny';

/** 108 x 68; 44 x 32 from 5 classes; 26 x 22 from 10; 14 from 30, where the number comes on hover. */
export function matrixSize(classes: number): MatrixSize {
  if (classes < 5) return 'large';
  if (classes < 10) return 'medium';
  return classes < 30 ? 'small' : 'tiny';
}

export interface CellTint {
  readonly tone: 'right' | 'wrong' | 'none';
  /** How much of the edge's colour is mixed into the tint, 0 to 100. */
  readonly strength: number;
}

/** A mistake is rare in a good model; below this gain nobody would see which ones are less rare. */
const mistakeGain = 7.8;
/** Large cells carry big figures: a full tint would outshout the score. */
const largeGain = 0.64;

/** The tint of a cell, by its share of the row. */
export function cellTint(count: number, rowTotal: number, diagonal: boolean, size: MatrixSize): CellTint {
  const large = size === 'large';
  if (count === 0 && !large) return { tone: 'none', strength: 0 };
  const share = rowTotal === 0 ? 0 : count / rowTotal;
  const gain = (diagonal ? 1 : mistakeGain) * (large ? largeGain : 1);
  return { tone: diagonal ? 'right' : 'wrong', strength: Math.round(Math.min(100, share * gain * 100)) };
}

export interface Cell {
  /** The class they are. */
  readonly row: number;
  /** The class they were taken for. */
  readonly column: number;
}

/** The cell that an arrow, Home or End leads to; null where the key means nothing here. */
export function nextCell({ row, column }: Cell, key: string, classes: number): Cell | null {
  const within = (index: number): number => Math.min(classes - 1, Math.max(0, index));
  switch (key) {
    case 'ArrowLeft':
      return { row, column: within(column - 1) };
    case 'ArrowRight':
      return { row, column: within(column + 1) };
    case 'ArrowUp':
      return { row: within(row - 1), column };
    case 'ArrowDown':
      return { row: within(row + 1), column };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: classes - 1 };
    default:
      return null;
  }
}
