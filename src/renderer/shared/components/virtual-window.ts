/** Which rows of a long list are drawn: those in view, and some beyond each edge. Lengths in px. */
export interface ScrollView {
  /** How far the list's top has gone above the view's top; negative while it is below. */
  readonly offset: number;
  readonly height: number;
}

export interface RowWindow {
  /** First and last row, inclusive; `last` is below `first` where there is none. */
  readonly first: number;
  readonly last: number;
}

export function rowsInView(rows: number, pitch: number, view: ScrollView, beyond: number): RowWindow {
  const first = Math.floor(view.offset / pitch) - beyond;
  const last = Math.ceil((view.offset + view.height) / pitch) - 1 + beyond;
  return { first: Math.max(0, Math.min(first, rows - 1)), last: Math.min(rows - 1, last) };
}

export interface Columns {
  readonly columns: number;
  /** Side of a square cell: the columns share the width. */
  readonly cell: number;
}

/** As many columns of at least `size` as fit, with `gap` between. */
export function columnsFor(width: number, size: number, gap: number): Columns {
  const columns = Math.max(1, Math.floor((width + gap) / (size + gap)));
  return { columns, cell: Math.max(1, (width - gap * (columns - 1)) / columns) };
}

/** Where a key moves to in a grid of `total` cells; null for other keys. No wrapping: the ends are ends. */
export function gridIndex(key: string, index: number, total: number, columns: number): number | null {
  const inside = (next: number): number | null => (next >= 0 && next < total ? next : null);
  switch (key) {
    case 'ArrowRight':
      return inside(index + 1);
    case 'ArrowLeft':
      return inside(index - 1);
    case 'ArrowDown':
      return inside(index + columns);
    case 'ArrowUp':
      return inside(index - columns);
    case 'PageDown':
      return Math.min(total - 1, index + 4 * columns);
    case 'PageUp':
      return Math.max(0, index - 4 * columns);
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return null;
  }
}
