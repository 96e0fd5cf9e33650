import { listWeights, type ListedWeights } from '../../../engine/models/weights/provide-weights.ts';

export async function listAllWeights(): Promise<readonly ListedWeights[]> {
  return listWeights();
}
