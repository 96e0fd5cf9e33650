import { readPhotoMap } from '../../engine/likeness/read-photo-map.ts';
import type { MapPoint, MapView, SimilarView } from '../../shared/app/likeness-view.ts';
import type { SimilarPhoto } from '../../shared/job-results/explanation-results.ts';
import type { PhotoMap } from '../../shared/photo-map.ts';
import type { RequestOf } from '../../shared/job-requests.ts';
import type { RunningJob } from '../jobs/run-job.ts';
import { startJob } from '../jobs/run-job.ts';
import type { AskedPhotos } from '../predictions/asked-photos.ts';
import type { WarmModels } from '../predictions/warm-models.ts';
import { versionOf } from '../projects/photo-index.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import { runFolderOf } from '../runs/run-folder-of.ts';
import type { LikenessService } from '../services.ts';
import { untilAborted } from '../watch/until-aborted.ts';
import { makeMap } from './make-map.ts';

export interface LikenessParts {
  readonly store: Pick<ProjectStore, 'open'>;
  readonly models: Pick<WarmModels, 'ask'>;
  readonly asked: Pick<AskedPhotos, 'find'>;
  /** Starts the making of a map; another program in tests. */
  readonly start?: (request: RequestOf<'map-photos'>) => RunningJob;
}

/** As many as stand in one row. */
const similarShown = 5;

export function createLikenessService({
  store,
  models,
  asked,
  start = startJob,
}: LikenessParts): LikenessService {
  return {
    async *similar({ project: id, run: name, photo, compute }, signal) {
      const project = await store.open(id);
      const run = runFolderOf(project, name);
      const path = photo.kind === 'asked' ? asked.find(photo.id).path : await project.photoFile(photo.path);
      const ask = { kind: 'similar', path, count: similarShown, compute } as const;
      for await (const answer of untilAborted(models.ask(run, ask, signal), signal)) {
        if (answer.kind === 'similar') yield { kind: 'similar', photos: answer.photos.map(similarView) };
        else if (answer.kind === 'unseen' || answer.kind === 'computing') yield answer;
      }
    },
    async *map({ project, run: name, compute }, signal) {
      const run = runFolderOf(await store.open(project), name);
      const known = await readPhotoMap(run);
      if (known) yield { kind: 'map', map: mapView(known) };
      else if (!compute) yield { kind: 'none' };
      else
        for await (const news of untilAborted(makeMap(run, start, signal), signal))
          yield news.kind === 'map' ? { kind: 'map', map: mapView(news.map) } : news;
    },
  };
}

function similarView({ path, sha256, className, similarity }: SimilarPhoto): SimilarView {
  return { path, version: versionOf({ sha256 }), className, similarity };
}

function mapView({ classes, photos, leftOut }: PhotoMap): MapView {
  const points = photos.map(({ path, sha256, part, className, answer, probability, x, y }): MapPoint => ({
    path,
    version: versionOf({ sha256 }),
    part,
    classIndex: classes.indexOf(className),
    answerIndex: answer === null ? null : classes.indexOf(answer),
    probability,
    x,
    y,
  }));
  return { classes, points, leftOut };
}
