import { describe, expect, it } from 'vitest';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { estimateSpeeds } from './estimate-speeds.ts';
import { measuredSpeeds } from './fixtures/measured-speeds.ts';

const known = recipeByName('two-phase');

describe('the estimate', () => {
  it('of the recipe that was timed is what was timed', () => {
    const found = estimateSpeeds(known, { recipe: known, speeds: measuredSpeeds });
    expect(found.caching).toBeCloseTo(50, 6);
    expect(found.phases[0]!.training).toBeCloseTo(3_400, 3);
    // What moves weights was taken from the first phase, and is added to the second's arithmetic.
    expect(found.phases[1]!.training).toBeGreaterThan(100);
    expect(found.phases[1]!.training).toBeLessThanOrEqual(120);
  });

  it('grows with the work: a photo of twice the side takes four times as long in the frozen layers', () => {
    const large = { ...known, image: { ...known.image, size: 300 } };
    const ratio = 50 / estimateSpeeds(large, { recipe: known, speeds: measuredSpeeds }).caching!;
    expect(ratio).toBeGreaterThan(3.9);
    expect(ratio).toBeLessThan(4.3);
  });

  it('of a network from scratch has no caching, and numbers that are finite', () => {
    const found = estimateSpeeds(recipeByName('scratch'), { recipe: known, speeds: measuredSpeeds });
    expect(found.caching).toBeNull();
    for (const { training, measuring } of found.phases) {
      expect(training).toBeGreaterThan(0);
      expect(Number.isFinite(training) && Number.isFinite(measuring)).toBe(true);
    }
  });
});
