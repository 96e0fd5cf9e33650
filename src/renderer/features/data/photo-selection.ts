/** Which photos of the grid are chosen, by their index in what is shown. */
export interface PhotoSelection {
  readonly indexes: ReadonlySet<number>;
  /** Where a range begins; null before the first choice. */
  readonly anchor: number | null;
}

export const nothingSelected: PhotoSelection = { indexes: new Set(), anchor: null };

/** How a click or key chooses: alone, with Ctrl or Cmd, or with Shift. */
export type SelectionManner = 'only' | 'toggle' | 'range';

export function selectPhoto(
  selection: PhotoSelection,
  index: number,
  manner: SelectionManner,
): PhotoSelection {
  switch (manner) {
    case 'only':
      return { indexes: new Set([index]), anchor: index };
    case 'toggle': {
      const indexes = new Set(selection.indexes);
      if (!indexes.delete(index)) indexes.add(index);
      return { indexes, anchor: index };
    }
    case 'range': {
      const anchor = selection.anchor ?? index;
      const first = Math.min(anchor, index);
      const length = Math.abs(anchor - index) + 1;
      return { indexes: new Set(Array.from({ length }, (_, step) => first + step)), anchor };
    }
  }
}

export function selectAll(total: number): PhotoSelection {
  return { indexes: new Set(Array.from({ length: total }, (_, index) => index)), anchor: 0 };
}

/** The manner that an event's keys ask for. */
export function mannerOf(event: {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}): SelectionManner {
  return event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only';
}
