import { create } from '@bufbuild/protobuf';
import { HistogramProtoSchema, type HistogramProto } from '../../storage/generated/event_pb.ts';

/**
 * Upper ends of the buckets: from 1e-12, each a tenth above the one before, mirrored for negative values. Source:
 * tensorflow/core/lib/histogram/histogram.cc.
 */
const limits = bucketLimits();

/** How values are spread, as TensorBoard draws it; buckets without values at both ends are left out. */
export function histogramOf(values: Float32Array): HistogramProto {
  const counts = new Float64Array(limits.length);
  let [min, max, sum, sumSquares] = [Infinity, -Infinity, 0, 0];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    sumSquares += value * value;
    counts[bucketOf(value)]! += 1;
  }
  const first = counts.findIndex((count) => count > 0);
  if (first < 0) return create(HistogramProtoSchema, {});
  const last = counts.findLastIndex((count) => count > 0);
  // The bucket before the first one tells where that one begins.
  const from = Math.max(0, first - 1);
  return create(HistogramProtoSchema, {
    min,
    max,
    num: values.length,
    sum,
    sumSquares,
    bucketLimit: [...limits.subarray(from, last + 1)],
    bucket: [...counts.subarray(from, last + 1)],
  });
}

/** The first bucket whose end is above the value. */
function bucketOf(value: number): number {
  let [low, high] = [0, limits.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (limits[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

function bucketLimits(): Float64Array {
  const positive: number[] = [];
  for (let limit = 1e-12; limit < 1e20; limit *= 1.1) positive.push(limit);
  return Float64Array.from([...positive.map((limit) => -limit).reverse(), 0, ...positive, Number.MAX_VALUE]);
}
