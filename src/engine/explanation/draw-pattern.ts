import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import type { Parameters } from '../models/forward.ts';
import { filterPattern } from './filter-pattern.ts';
import { filtersOfLayer } from './filters-of-layer.ts';
import { patternPng } from './pattern-sheet.ts';
import { usualAscent } from './usual-ascent.ts';

export interface DrawnPattern {
  readonly png: Uint8Array;
  /** The filter does not respond to noise, so its pattern is still noise. */
  readonly silent: boolean;
}

/**
 * The pattern that one filter responds to most, with the tutorial's numbers; the same at each call. Throws
 * `unknown-layer`, `layer-without-filters`, `image-size-too-small`, `invalid-value` for a filter that the layer does
 * not have, `cancelled`.
 */
export async function drawPattern(
  network: NetworkSpec,
  parameters: Parameters,
  { layer, filter }: { readonly layer: string; readonly filter: number },
  signal: AbortSignal,
): Promise<DrawnPattern> {
  const { index, filters } = filtersOfLayer(network, layer, usualAscent.size);
  if (filter >= filters)
    throw new ThawError('invalid-value', {
      option: 'filter',
      value: String(filter),
      expected: `0-${filters - 1}`,
    });
  const config = { ...usualAscent, seed: 0, index, filter };
  const { values, after } = await filterPattern(network, parameters, config, { signal });
  return { png: await patternPng(values, usualAscent.size), silent: after <= 0 };
}
