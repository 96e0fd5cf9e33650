import type { NetworkSpec } from '../../shared/network.ts';
import { forward } from '../models/forward.ts';
import { createParameters, disposeParameters } from '../models/parameters.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import type { ExportReader } from './export-format.ts';
import type { LabelsFile } from './portable-files.ts';
import { scorePictures } from './score-pictures.ts';

/**
 * Runs a network that was rebuilt from an exported file, layer by layer in fp32: the way that shares least with the
 * scorer it is compared with. `openedWith`: what read the file.
 */
export function openRebuiltNetwork(
  network: NetworkSpec,
  weights: TensorMap,
  labels: LabelsFile,
  openedWith: string,
): ExportReader {
  const parameters = createParameters(weights);
  const { inputShape, preprocessing, layers } = network;
  const run: Parameters<typeof scorePictures>[0]['run'] = (input) =>
    forward(network, parameters, input, { from: 0, to: layers.length, dropout: null, logits: false });
  return {
    openedWith,
    score: (pixels, count) => scorePictures({ inputShape, preprocessing, labels, run }, pixels, count),
    close: () => {
      disposeParameters(parameters);
    },
  };
}
