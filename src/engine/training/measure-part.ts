import type { Photo } from '../../shared/dataset.ts';
import type { InputSource } from './input-source.ts';
import type { BatchInputs, StepRunner } from './training-step.ts';

/** Photos in one forward pass; a constant, so that a part is always measured by the same arithmetic. */
export const photosMeasuredAtOnce = 32;

/** Logits [photos, numOutputs] of a part, without dropout, reading the next photos while these are computed. */
export async function measurePart(
  step: StepRunner,
  source: InputSource,
  photos: readonly Photo[],
): Promise<Float32Array> {
  const chunks: Float32Array[] = [];
  const read = (start: number, spent?: BatchInputs): Promise<BatchInputs> =>
    source.read(photos.slice(start, start + photosMeasuredAtOnce), 0, spent);
  let next = read(0);
  let spent: BatchInputs | undefined;
  for (let start = 0; start < photos.length; start += photosMeasuredAtOnce) {
    const inputs = await next;
    if (start + photosMeasuredAtOnce < photos.length) {
      next = read(start + photosMeasuredAtOnce, spent);
      // Awaited in the next round; without this a failure in between would end the process.
      next.catch(() => undefined);
    }
    chunks.push(await step.logits(inputs, Math.min(photosMeasuredAtOnce, photos.length - start)));
    spent = inputs;
  }
  const logits = new Float32Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  chunks.reduce((offset, chunk) => (logits.set(chunk, offset), offset + chunk.length), 0);
  return logits;
}
