import type { ActivationsResult } from '../../shared/job-results/explanation-results.ts';
import { requireFree } from '../export/destination.ts';
import { decodeImage } from '../images/decode-image.ts';
import type { JobContext } from '../job/job-context.ts';
import { startStage } from '../job/start-stage.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { openModel } from '../models/model-folder.ts';
import { openLastingParameters } from '../models/open-lasting-parameters.ts';
import { writeAtomically } from '../storage/write-atomically.ts';
import { activationSheet } from './activation-sheet.ts';
import { activationsOf } from './activations-of.ts';
import { findLayer } from './find-layer.ts';
import { usesLayer } from './uses-layer.ts';

export interface DrawActivationsRequest {
  readonly run: string;
  readonly photo: string;
  readonly layer: string;
  /** File of the sheet. */
  readonly out: string;
}

/**
 * Writes every channel that a layer makes of a photo as one sheet, PNG.
 *
 * Throws `unknown-layer`, `export-destination-taken`, `cancelled`, and what reading the photo and opening the run throw.
 */
export async function drawActivations(
  { run, photo, layer, out }: DrawActivationsRequest,
  { report, signal }: JobContext,
): Promise<ActivationsResult> {
  const start = performance.now();
  await requireFree(out);
  const { file, network, weights } = await openModel(run);
  const index = findLayer(network, layer);
  const pixels = await decodeImage(photo, file.image);
  const progress = startStage(report, 'explaining', 1, 'photos');
  const lasting = await openLastingParameters(weights, usesLayer(network, index), report);
  try {
    stopIfCancelled(signal);
    const activations = await lasting.use(({ parameters }) =>
      activationsOf(network, parameters, pixels, index),
    );
    stopIfCancelled(signal);
    const { png, channels, blank } = await activationSheet(activations);
    await requireFree(out);
    await writeAtomically(out, png);
    progress.advance();
    progress.finish();
    const { height, width } = activations;
    return { run, layer, out, height, width, channels, blank, seconds: (performance.now() - start) / 1000 };
  } finally {
    lasting.close();
  }
}
