import type { Report } from '../../shared/job-events.ts';
import { type Lasting, openLasting } from '../backend/open-lasting.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import type { Parameters } from './forward.ts';
import { createParameters, disposeParameters } from './parameters.ts';

/** Weights as tensors. */
export interface OpenParameters {
  readonly parameters: Parameters;
  close(): void;
}

/** Weights as tensors of the fastest backend, of layers that are `wanted`. Throws what openBackend throws. */
export function openLastingParameters(
  weights: TensorMap,
  wanted: (layer: string) => boolean,
  report: Report,
): Promise<Lasting<OpenParameters>> {
  return openLasting(() => {
    const parameters = createParameters(weights, wanted);
    return {
      parameters,
      close: () => {
        disposeParameters(parameters);
      },
    };
  }, report);
}
