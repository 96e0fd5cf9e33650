/** Equal tiles in rows, with a margin between them and none around. All in pixels. */
export interface SheetLayout {
  readonly width: number;
  readonly height: number;
  /** Left and top of tile `index`. */
  readonly at: (index: number) => readonly [left: number, top: number];
}

export interface SheetPlan {
  readonly tiles: number;
  readonly columns: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly margin: number;
}

export function sheetLayout({ tiles, columns, tileWidth, tileHeight, margin }: SheetPlan): SheetLayout {
  const used = Math.min(columns, tiles);
  const rows = Math.ceil(tiles / columns);
  return {
    width: used * (tileWidth + margin) - margin,
    height: rows * (tileHeight + margin) - margin,
    at: (index) => [
      (index % columns) * (tileWidth + margin),
      Math.floor(index / columns) * (tileHeight + margin),
    ],
  };
}
