/** Red, green, blue, 0 to 255. */
type Colour = readonly [red: number, green: number, blue: number];

/**
 * From dark ice to warm light, evenly spaced: ever lighter, so that the order is seen without hue too, and without
 * green or purple. In the manner of cividis (J. Nuñez et al., PLoS ONE 13, 2018).
 */
const stops: readonly Colour[] = [
  [4, 18, 34],
  [8, 52, 88],
  [38, 88, 128],
  [92, 122, 150],
  [150, 150, 146],
  [204, 172, 112],
  [240, 196, 88],
  [255, 232, 150],
];

/** Red, green and blue of each of 256 levels, one after the other. */
export const levelColours: Uint8Array = Uint8Array.from({ length: 256 * 3 }, (_, index) => {
  const place = (Math.floor(index / 3) / 255) * (stops.length - 1);
  const low = Math.min(Math.floor(place), stops.length - 2);
  const channel = (index % 3) as 0 | 1 | 2;
  const from = stops[low]![channel];
  return Math.round(from + (stops[low + 1]![channel] - from) * (place - low));
});
