import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { ClassActivationMap } from './class-activation-map.ts';
import { heatColours } from './heat-colours.ts';
import { heatLayer, heatLayerSide as side } from './heat-layer.ts';

/** 9 x 9 places of which one, given by column and row, speaks for the class. */
function mapWith(column: number, row: number): ClassActivationMap {
  const values = new Float32Array(81);
  values[row * 9 + column] = 1;
  return { height: 9, width: 9, values };
}

interface Layer {
  readonly pixels: Buffer;
  /** Where the layer is warmest, as shares of its width and height. */
  readonly warmest: readonly [number, number];
}

async function drawn(...asked: Parameters<typeof heatLayer>): Promise<Layer> {
  const { data, info } = await sharp(await heatLayer(...asked))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([side, side, 4]);
  let [x, y, weight] = [0, 0, 0];
  for (let place = 0; place < side * side; place++) {
    const warmth = Math.max(0, data[place * 4]! - 200);
    x += warmth * ((place % side) + 0.5);
    y += warmth * (Math.floor(place / side) + 0.5);
    weight += warmth;
  }
  return { pixels: data, warmest: [x / weight / side, y / weight / side] };
}

const veil = [...heatColours.subarray(0, 4)];
const pixelAt = ({ pixels }: Layer, x: number, y: number): number[] => [
  ...pixels.subarray((y * side + x) * 4, (y * side + x) * 4 + 4),
];

describe('a heat layer', () => {
  it.each([
    // Column 6, row 2 of 9 have their middle at 6.5 / 9 and 2.5 / 9 of the square.
    ['stretch', 400, 300, 6.5 / 9, 2.5 / 9],
    // The square is the middle 300 of 400 columns.
    ['crop', 400, 300, (50 + (300 * 6.5) / 9) / 400, 2.5 / 9],
    ['crop', 300, 400, 6.5 / 9, (50 + (300 * 2.5) / 9) / 400],
    // The photo is the middle 300 of 400 rows of the square.
    ['pad', 400, 300, 6.5 / 9, ((400 * 2.5) / 9 - 50) / 300],
    ['pad', 300, 400, ((400 * 6.5) / 9 - 50) / 300, 2.5 / 9],
    ['pad', 200, 200, 6.5 / 9, 2.5 / 9],
  ] as const)('of %s lies right over a photo of %d x %d', async (fit, width, height, x, y) => {
    const { warmest } = await drawn(mapWith(6, 2), { width, height }, fit);
    expect(warmest[0]).toBeCloseTo(x, 1.7);
    expect(warmest[1]).toBeCloseTo(y, 1.7);
  });

  it('is warm in the middle of what speaks and a cool veil elsewhere', async () => {
    const layer = await drawn(mapWith(4, 4), { width: 100, height: 100 }, 'stretch');
    const [red, , blue] = pixelAt(layer, side / 2, side / 2);
    expect(red! - blue!).toBeGreaterThan(100);
    expect(pixelAt(layer, 4, 4)).toEqual(veil);
  });

  it('veils what crop left out', async () => {
    const map = { height: 2, width: 2, values: Float32Array.of(1, 1, 1, 1) };
    const layer = await drawn(map, { width: 400, height: 300 }, 'crop');
    expect(pixelAt(layer, 20, 128)).toEqual(veil);
    expect(pixelAt(layer, 240, 128)).toEqual(veil);
    expect(pixelAt(layer, 128, 128)).toEqual([...heatColours.subarray(255 * 4)]);
  });

  it('is a veil where nothing speaks for the class', async () => {
    const map = { height: 3, width: 3, values: new Float32Array(9) };
    const layer = await drawn(map, { width: 10, height: 10 }, 'stretch');
    expect(pixelAt(layer, 0, 0)).toEqual(veil);
    expect(pixelAt(layer, 200, 100)).toEqual(veil);
  });

  it.each(['stretch', 'crop', 'pad'] as const)('takes the longest photo (%s)', async (fit) => {
    await drawn(mapWith(4, 4), { width: 20_000, height: 1 }, fit);
    await drawn(mapWith(4, 4), { width: 1, height: 20_000 }, fit);
  });
});

it('the ramp goes from cool to warm and never to opaque', () => {
  const rows = Array.from({ length: 256 }, (_, degree) => heatColours.subarray(degree * 4, degree * 4 + 4));
  expect(rows[0]![2]! - rows[0]![0]!).toBeGreaterThan(60);
  expect(rows[255]![0]! - rows[255]![2]!).toBeGreaterThan(100);
  expect(Math.max(...rows.map((row) => row[3]!))).toBeLessThan(180);
});
