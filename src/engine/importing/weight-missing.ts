import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { LayerPlace, WantedWeight } from './foreign-model.ts';

/** `found`: the shape that it has; null: it is not there. */
export function weightMissing(
  file: string,
  { names }: LayerPlace,
  weight: WantedWeight,
  found: readonly number[] | null,
): ThawError {
  const text = (shape: readonly number[]): string => `[${shape.slice(0, 8).join(', ')}]`;
  return new ThawError('model-weights-missing', {
    file,
    weight: `${names.at(-1)!}/${weight.names[0]!}`,
    expected: text(weight.shape),
    found: found ? text(found) : '-',
  });
}
