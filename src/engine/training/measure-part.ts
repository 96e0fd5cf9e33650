import type { Photo } from '../../shared/dataset.ts';
import type { InputSource } from './input-source.ts';
import type { StepRunner } from './training-step.ts';

/** Photos in one forward pass; a constant, so that a part is always measured by the same arithmetic. */
export const photosMeasuredAtOnce = 32;

/** Logits [photos, numOutputs] of a part, without dropout, reading the next photos while these are computed. */
export async function measurePart(
  step: StepRunner,
  source: InputSource,
  photos: readonly Photo[],
): Promise<Float32Array> {
  const chunks: Float32Array[] = [];
  let next = source.read(photos.slice(0, photosMeasuredAtOnce), 0);
  for (let start = 0; start < photos.length; start += photosMeasuredAtOnce) {
    const inputs = await next;
    if (start + photosMeasuredAtOnce < photos.length) {
      next = source.read(photos.slice(start + photosMeasuredAtOnce, start + 2 * photosMeasuredAtOnce), 0);
      // Awaited in the next round; without this a failure in between would end the process.
      next.catch(() => undefined);
    }
    chunks.push(await step.logits(inputs, Math.min(photosMeasuredAtOnce, photos.length - start)));
  }
  const logits = new Float32Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  chunks.reduce((offset, chunk) => (logits.set(chunk, offset), offset + chunk.length), 0);
  return logits;
}
