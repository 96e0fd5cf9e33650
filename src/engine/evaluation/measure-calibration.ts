import type { Calibration } from '../../shared/run-files.ts';
import {
  expectedCalibrationError,
  reliabilityBins,
  type ReliabilityBin,
} from '../../shared/statistics/reliability.ts';
import { meanCrossEntropy } from './mean-cross-entropy.ts';

/**
 * How far the answers' certainty is to be trusted, with the temperature that their logits were divided by and without
 * it. `probabilities`: photos x classes, row-major, at least one photo.
 */
export function measureCalibration(
  probabilities: Float32Array,
  labels: readonly number[],
  temperature: number,
): Calibration {
  const numClasses = probabilities.length / labels.length;
  const trained = temperature === 1 ? probabilities : sharpened(probabilities, numClasses, temperature);
  const bins = binsOf(probabilities, labels);
  const binsBefore = binsOf(trained, labels);
  return {
    error: expectedCalibrationError(bins),
    bins: [...bins],
    before: {
      error: expectedCalibrationError(binsBefore),
      loss: meanCrossEntropy(trained, labels),
      bins: [...binsBefore],
    },
    temperature,
  };
}

/** The probabilities of logits that were not divided: each to the power of the temperature, summing to 1. */
function sharpened(probabilities: Float32Array, numClasses: number, temperature: number): Float32Array {
  const trained = new Float32Array(probabilities.length);
  for (let first = 0; first < probabilities.length; first += numClasses) {
    const row = probabilities.subarray(first, first + numClasses);
    // By the largest, so that no sum is 0.
    const largest = Math.max(...row);
    const powers = Array.from(row, (value) => (value / largest) ** temperature);
    const total = powers.reduce((sum, power) => sum + power, 0);
    powers.forEach((power, index) => (trained[first + index] = power / total));
  }
  return trained;
}

function binsOf(probabilities: Float32Array, labels: readonly number[]): readonly ReliabilityBin[] {
  const numClasses = probabilities.length / labels.length;
  const rows = labels.map((_, row) => probabilities.subarray(row * numClasses, (row + 1) * numClasses));
  const confidences = rows.map((row) => Math.max(...row));
  return reliabilityBins(
    confidences,
    rows.map((row, index) => row.indexOf(confidences[index]!) === labels[index]),
  );
}
