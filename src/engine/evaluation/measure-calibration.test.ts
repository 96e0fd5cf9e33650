import { describe, expect, it } from 'vitest';
import { measureCalibration } from './measure-calibration.ts';

describe('measureCalibration', () => {
  it('gives back what the network said before its logits were divided', () => {
    const logits = [2, -1, 0.5];
    const probability = (logit: number): number => 1 / (1 + Math.exp(-logit));
    const rows = (scale: number) =>
      Float32Array.from(
        logits.flatMap((logit) => [1 - probability(logit * scale), probability(logit * scale)]),
      );
    const labels = [1, 0, 0];
    const divided = measureCalibration(rows(1 / 2), labels, 2);
    const trained = measureCalibration(rows(1), labels, 1);
    expect(divided.before.error).toBeCloseTo(trained.error, 6);
    expect(divided.before.loss).toBeCloseTo(trained.before.loss, 6);
    expect(divided.temperature).toBe(2);
    expect(divided.error).not.toBeCloseTo(trained.error, 2);
  });

  it('is finite where an answer is as sure as can be', () => {
    const { before, error } = measureCalibration(new Float32Array([0, 1, 1, 0]), [1, 1], 3);
    expect([before.error, before.loss, error].every(Number.isFinite)).toBe(true);
  });
});
