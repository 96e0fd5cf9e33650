/** One colour of the ramp: where on it (0 to 1), red, green, blue (0 to 255) and opacity (0 to 1). */
type Stop = readonly [at: number, red: number, green: number, blue: number, opacity: number];

/**
 * From what does not speak for the answer (a slight cool veil) to what speaks for it most (warm). The veil thins out
 * before the warm begins, so that the two hues do not mix to grey. The layer lies on a photo, never on the page, so
 * one ramp serves the light and the dark theme.
 */
const stops: readonly Stop[] = [
  [0, 0, 74, 118, 0.36],
  [0.2, 0, 74, 118, 0.28],
  [0.4, 226, 150, 60, 0.12],
  [0.65, 240, 144, 40, 0.42],
  [1, 255, 200, 66, 0.62],
];

/** Red, green, blue and alpha (0 to 255) for each of 256 degrees, one after the other. */
export const heatColours: Uint8Array = Uint8Array.from({ length: 256 }, (_, degree) => degree).reduce(
  (table, degree) => {
    table.set(colourAt(degree / 255), degree * 4);
    return table;
  },
  new Uint8Array(256 * 4),
);

/** Colours are mixed by how much each of them covers, so that one fading away does not tint the other. */
function colourAt(value: number): readonly number[] {
  const upper = Math.max(
    1,
    stops.findIndex(([at]) => at >= value),
  );
  const [low, high] = [stops[upper - 1]!, stops[upper]!];
  const share = (value - low[0]) / (high[0] - low[0]);
  const opacity = low[4] + (high[4] - low[4]) * share;
  const channel = (index: 1 | 2 | 3): number =>
    Math.round((low[index] * low[4] * (1 - share) + high[index] * high[4] * share) / opacity);
  return [channel(1), channel(2), channel(3), Math.round(opacity * 255)];
}
