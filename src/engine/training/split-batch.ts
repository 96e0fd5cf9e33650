import type { StepBatch } from './training-step.ts';

/**
 * A batch in parts of at most `photosAtOnce` photos, whose losses and gradients add up to the batch's own: a photo
 * weighs the same share of the whole, and dropout masks are those of the whole. null: in one.
 */
export function splitBatch(batch: StepBatch, photosAtOnce: number | null): readonly StepBatch[] {
  const { inputs, labels, weights } = batch;
  const count = labels.length;
  if (photosAtOnce === null || count <= photosAtOnce) return [batch];
  const rowSize = inputs.length / count;
  const whole = new Map<string, Float32Array>();
  // As even as they can be: the last part does as much work as the first.
  const numParts = Math.ceil(count / photosAtOnce);
  return Array.from({ length: numParts }, (_, part) => {
    const [first, end] = [part, part + 1].map((at) => Math.floor((at * count) / numParts)) as [
      number,
      number,
    ];
    const photos = end - first;
    return {
      inputs: inputs.slice(first * rowSize, end * rowSize),
      labels: labels.slice(first, end),
      weights: labels.slice(first, end).map((_, at) => ((weights?.[first + at] ?? 1) * photos) / count),
      dropoutMask: (layer: string, rate: number, size: number) => {
        const each = size / photos;
        const mask = whole.get(layer) ?? batch.dropoutMask(layer, rate, each * count);
        whole.set(layer, mask);
        return mask.slice(first * each, end * each);
      },
    };
  });
}
