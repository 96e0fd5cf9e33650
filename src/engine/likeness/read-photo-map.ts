import { join } from 'node:path';
import type { SplitDataset } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { mapFileSchema, type MappedPhoto, type PhotoMap, type Position } from '../../shared/photo-map.ts';
import { answersFileSchema, modelFileSchema } from '../../shared/run-files.ts';
import { indexOfLargest } from '../../shared/statistics/index-of-largest.ts';
import { modelFolder } from '../models/model-folder.ts';
import { settleResults } from '../training/replace-results.ts';
import { openRun, readRunFile, runPaths } from '../training/run-folder.ts';

/** One a photo of the split; null where the photo has none. */
export type Positions = readonly (Position | null)[];

/**
 * The map that a run has; null where it has none of its present model yet. Throws `run-not-found`, `run-has-no-model`,
 * `run-file-damaged`, `run-from-newer-version`.
 */
export async function readPhotoMap(run: string): Promise<PhotoMap | null> {
  await settleResults(run);
  const { dataset } = await openRun(run);
  const model = await readRunFile(run, join(modelFolder(run), 'network.json'), modelFileSchema);
  if (!model) throw new ThawError('run-has-no-model', { run });
  const positions = await readPositions(run, dataset, model.weightsSha256);
  return positions && mapOf(run, dataset, positions);
}

/** A map of another model, or one that is damaged, costs only time: it is made anew. */
export async function readPositions(
  run: string,
  { photos }: SplitDataset,
  weightsSha256: string,
): Promise<Positions | null> {
  const file = await readRunFile(run, runPaths(run).map, mapFileSchema).catch(() => null);
  return file?.weightsSha256 === weightsSha256 && file.positions.length === photos.length
    ? file.positions
    : null;
}

/** What a run's files tell of its photos, with their places. */
export async function mapOf(
  run: string,
  { folder, classes, photos }: SplitDataset,
  positions: Positions,
): Promise<PhotoMap> {
  const answers = await readRunFile(run, runPaths(run).answers, answersFileSchema);
  const measured = [...(answers?.test ?? []), ...(answers?.validation ?? [])];
  const probabilitiesOf = new Map(measured.map(({ path, probabilities }) => [path, probabilities]));
  const mapped = photos.flatMap(({ path, sha256, part, classIndex }, index): MappedPhoto[] => {
    const place = positions[index];
    if (!place) return [];
    const probabilities = probabilitiesOf.get(path);
    const probability = probabilities ? Math.max(...probabilities) : null;
    return [
      {
        path,
        sha256,
        part,
        className: classes[classIndex]!,
        // The first of equals, as it was measured.
        answer: probability === null ? null : classes[indexOfLargest(probabilities!)]!,
        probability,
        x: place[0],
        y: place[1],
      },
    ];
  });
  return { run, folder, classes, photos: mapped, leftOut: photos.length - mapped.length };
}
