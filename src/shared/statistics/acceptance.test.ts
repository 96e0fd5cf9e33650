import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseRule, fewestForRule, isAccepted, usualShare, type AnswerEvidence } from './acceptance.ts';
import { acceptanceCurve, measureAcceptance } from './acceptance-curve.ts';

const evidence = fc.record({
  // Coarse, so that many are equal.
  confidence: fc.integer({ min: 50, max: 100 }).map((value) => value / 100),
  familiarity: fc.integer({ min: -20, max: 100 }).map((value) => value / 100),
});
const parts = fc.array(evidence, { minLength: fewestForRule, maxLength: 120 });
const shares = fc.integer({ min: 50, max: 99 }).map((value) => value / 100);
const accepted = (photos: readonly AnswerEvidence[], share: number): number =>
  photos.filter((photo) => isAccepted(chooseRule(photos, share), photo)).length;

describe('the rule', () => {
  it('refuses at most what it may, of any photos', () => {
    fc.assert(
      fc.property(parts, shares, (photos, share) => {
        const allowed = Math.floor((1 - share) * (photos.length + 1) + 1e-9);
        expect(photos.length - accepted(photos, share)).toBeLessThanOrEqual(allowed);
      }),
    );
  });

  it('accepts no less where a larger share is asked for', () => {
    fc.assert(
      fc.property(parts, shares, shares, (photos, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(accepted(photos, low)).toBeLessThanOrEqual(accepted(photos, high));
      }),
    );
  });

  it('turns both thresholds by one dial', () => {
    // 100 photos: the less sure they are, the more familiar.
    const photos = Array.from({ length: 100 }, (_, index) => ({
      confidence: 0.5 + index / 1000,
      familiarity: 0.9 - index / 1000,
    }));
    // floor(0.05 x 101) = 5 may be refused: two of each end, since three would be six.
    const rule = chooseRule(photos, usualShare)!;
    expect(rule.confidence).toBeCloseTo(0.5015, 9);
    expect(rule.familiarity).toBeCloseTo(0.8025, 9);
    expect(accepted(photos, usualShare)).toBe(96);
  });

  it('judges by confidence alone where the model does not know familiarity', () => {
    const photos = Array.from({ length: 40 }, (_, index) => ({
      confidence: 0.5 + index / 100,
      familiarity: null,
    }));
    const rule = chooseRule(photos, usualShare)!;
    expect(rule.familiarity).toBeNull();
    expect(rule.confidence).toBeCloseTo(0.515, 9);
    expect(isAccepted(rule, { confidence: 0.9, familiarity: -1 })).toBe(true);
  });

  it('is none for few photos and where everything is accepted', () => {
    const photos = Array.from({ length: fewestForRule }, () => ({ confidence: 1, familiarity: 1 }));
    expect(chooseRule(photos.slice(1), usualShare)).toBeNull();
    expect(chooseRule([], usualShare)).toBeNull();
    expect(chooseRule(photos, 1)).toBeNull();
    expect(isAccepted(null, { confidence: 0, familiarity: -1 })).toBe(true);
  });

  it('holds for new photos of the same kind on average', () => {
    // Made by a fixed linear congruence: 400 rounds of 39 photos and one new one.
    let state = 1;
    const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
    const one = (): AnswerEvidence => ({ confidence: next(), familiarity: next() });
    let stood = 0;
    for (let round = 0; round < 400; round++) {
      const rule = chooseRule(Array.from({ length: 39 }, one), usualShare);
      if (isAccepted(rule, one())) stood += 1;
    }
    expect(stood / 400).toBeGreaterThan(0.925);
    expect(stood / 400).toBeLessThan(0.985);
  });
});

it('tells how many stand and how many of those are right, share by share', () => {
  const answers = Array.from({ length: 100 }, (_, index) => ({
    confidence: 0.5 + index / 200,
    familiarity: 0.5 + index / 200,
    right: index >= 10,
  }));
  expect(measureAcceptance({ confidence: 0.525, familiarity: null }, answers)).toEqual({
    count: 100,
    accepted: 95,
    right: 90,
  });
  const curve = acceptanceCurve(answers);
  expect(curve.at(-1)).toEqual({ share: 1, count: 100, accepted: 100, right: 90 });
  expect(curve.find(({ share }) => share === 0.9)).toMatchObject({ accepted: 90, right: 90 });
});
