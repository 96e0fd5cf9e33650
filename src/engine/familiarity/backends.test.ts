import { beforeAll, describe, expect, it } from 'vitest';
import { madeModel, smallConvnet, smallVgg16 } from '../../../test/made-model.ts';
import { openBackend } from '../backend/open-backend.ts';
import { makePicture } from '../export/comparison-pictures.ts';
import type { TrainedModel } from '../models/model-folder.ts';
import { openScorer } from '../prediction/open-scorer.ts';
import { familiaritiesOf } from './familiarities-of.ts';

/** A rule that was chosen on one machine is judged by on another, with another backend. */

const numKnown = 8;
const numAsked = 5;
const models = {
  VGG16: madeModel({ network: smallVgg16, size: 48, classes: ['a', 'b'], boldness: 1 }),
  'the network from scratch': madeModel({
    network: smallConvnet,
    size: 96,
    classes: ['a', 'b'],
    boldness: 1,
  }),
} as const;
type Name = keyof typeof models;
const names = Object.keys(models) as Name[];

/** How familiar made pictures are to a model that knows others, all of them seen by one backend. */
async function familiaritiesOn(choice: 'auto' | 'wasm', model: TrainedModel): Promise<readonly number[]> {
  const scorer = await openScorer(await openBackend(choice), model);
  try {
    const count = numKnown + numAsked;
    const pictures = Array.from({ length: count }, (_, index) => makePicture(index, model.file.image.size));
    const { features } = await scorer.look(Uint8Array.from(Buffer.concat(pictures)), count);
    const channels = scorer.numFeatures;
    const known = { features: features.slice(0, numKnown * channels), channels, neighbours: 3 };
    return familiaritiesOf(features.subarray(numKnown * channels), known);
  } finally {
    scorer.close();
  }
}

describe('familiarity', () => {
  const found = new Map<Name, { readonly best: readonly number[]; readonly wasm: readonly number[] }>();
  beforeAll(async () => {
    const best = new Map<Name, readonly number[]>();
    for (const name of names) best.set(name, await familiaritiesOn('auto', models[name]));
    for (const name of names)
      found.set(name, { best: best.get(name)!, wasm: await familiaritiesOn('wasm', models[name]) });
  });

  it.each(names)('of a photo to %s is the same on WASM as on the best backend', (name) => {
    const { best, wasm } = found.get(name)!;
    expect(wasm).toHaveLength(numAsked);
    wasm.forEach((value, index) => {
      expect(Math.abs(value - best[index]!)).toBeLessThan(1e-4);
    });
    // Photos that are all as familiar would prove nothing.
    expect(Math.max(...wasm) - Math.min(...wasm)).toBeGreaterThan(1e-3);
  });
});
