import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { PhotoMap } from '../../shared/photo-map.ts';
import { schemaVersion } from '../../shared/run-files.ts';
import type { JobContext } from '../job/job-context.ts';
import { openModel } from '../models/model-folder.ts';
import { openLastingModel } from '../prediction/open-lasting-model.ts';
import { writeAtomically } from '../storage/write-atomically.ts';
import { openRun, runPaths } from '../training/run-folder.ts';
import { openRunWithPhotos } from '../training/run-photos.ts';
import { layOutPhotos } from './lay-out-photos.ts';
import { providePhotoFeatures } from './provide-photo-features.ts';
import { mapOf, readPositions } from './read-photo-map.ts';

/** One for all: a map that looks otherwise each time says less. */
const mapSeed = 1;

/**
 * The map of all photos of a run by the features of its model: the run's own, else it is made, which needs the features
 * of all photos, and kept in the run's folder. Throws `no-photos` where none can be read, `cancelled`, and what opening
 * the run and providing the features throws.
 */
export async function providePhotoMap(run: string, context: JobContext): Promise<PhotoMap> {
  const model = await openModel(run);
  const { dataset } = await openRun(run);
  const { weightsSha256 } = model.file;
  const known = await readPositions(run, dataset, weightsSha256);
  if (known) return mapOf(run, dataset, known);
  await openRunWithPhotos(run);
  const scorer = await openLastingModel(model, context.report);
  try {
    const { photos, values, channels } = await providePhotoFeatures(model, scorer, dataset, context);
    if (photos.length === 0) throw new ThawError('no-photos', { path: dataset.folder });
    const places = await layOutPhotos({ features: values, channels, seed: mapSeed }, context);
    const placeOf = new Map(photos.map(({ path }, index) => [path, places[index]!]));
    const positions = dataset.photos.map(({ path }) => placeOf.get(path) ?? null);
    const file = { schemaVersion, weightsSha256, seed: mapSeed, positions };
    await writeAtomically(runPaths(run).map, `${JSON.stringify(file)}\n`);
    return await mapOf(run, dataset, positions);
  } finally {
    scorer.close();
  }
}
