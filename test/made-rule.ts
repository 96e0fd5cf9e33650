import { openBackend } from '../src/engine/backend/open-backend.ts';
import { makePicture } from '../src/engine/export/comparison-pictures.ts';
import { modelFolder, openModel, saveFamiliarity, saveModel } from '../src/engine/models/model-folder.ts';
import type { TrainedModel } from '../src/engine/models/model-folder.ts';
import { openScorer } from '../src/engine/prediction/open-scorer.ts';
import type { AcceptanceRule } from '../src/shared/statistics/acceptance.ts';

/** Made pictures from this index on are those that the model knows. */
const firstKnown = 500;
const neighbours = 3;

/** Saves a made model in a run with made pictures that it knows, and a rule for "none of these". Returns it opened. */
export async function saveKnowingModel(
  run: string,
  model: TrainedModel,
  rule: AcceptanceRule | null,
): Promise<TrainedModel> {
  await saveModel(modelFolder(run), model.file, model.weights);
  const saved = await openModel(run);
  const scorer = await openScorer(await openBackend('auto'), saved);
  const pictures = Array.from({ length: 12 }, (_, index) =>
    makePicture(firstKnown + index, model.file.image.size),
  );
  const looked = await scorer.look(Uint8Array.from(Buffer.concat(pictures)), pictures.length);
  const known = { features: looked.features, channels: scorer.numFeatures, neighbours };
  scorer.close();
  await saveFamiliarity(modelFolder(run), saved.file, known, rule);
  return openModel(run);
}
