import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { OpenPictureService } from '../pictures/picture-service.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import type { PredictionService } from '../services.ts';
import { runFolderOf } from '../runs/run-folder-of.ts';
import { untilAborted } from '../watch/until-aborted.ts';
import { askPhotos } from './ask-photos.ts';
import { type AskedPhotos, createAskedPhotos } from './asked-photos.ts';
import { copyByAnswer } from './copy-by-answer.ts';
import { judgeAsked } from './judge-asked.ts';
import type { FileAccess } from './list-asked-files.ts';
import { createWarmModels, type WarmModels } from './warm-models.ts';

export interface PredictionParts extends FileAccess {
  readonly store: Pick<ProjectStore, 'open'>;
  readonly pictures: Pick<OpenPictureService, 'ofFile'>;
  /** Others in tests. */
  readonly models?: WarmModels;
  readonly asked?: AskedPhotos;
}

export interface ClosablePredictionService extends PredictionService {
  /** Before a run is deleted, moved or trained on. @param run absolute path of its folder. */
  release(run: string): Promise<void>;
  close(): Promise<void>;
}

/** Asks runs' models, which stay in memory for some minutes. */
export function createPredictionService(parts: PredictionParts): ClosablePredictionService {
  const { store, pictures, requireAllowed, models = createWarmModels(), asked = createAskedPhotos() } = parts;
  const notAborted = new AbortController().signal;

  const heatOf = async (run: string, path: string, className: string | null): Promise<Uint8Array> => {
    for await (const answer of models.ask(run, { kind: 'why', path, className }, notAborted))
      if (answer.kind === 'heat') return answer.png;
    throw new ThawError('unexpected', { detail: 'the model gave no heat layer' });
  };

  return {
    async *ask(input, signal) {
      const run = runFolderOf(await store.open(input.project), input.run);
      yield* untilAborted(askPhotos({ models, asked, access: parts }, input, run, signal), signal);
    },
    async *copyByAnswer({ project, photos, out }, signal) {
      await requireAllowed(out);
      const toCopy = photos.map((id) => {
        const photo = findOrNull(asked, id);
        return { id, photo: photo?.project === project ? photo : null };
      });
      yield* copyByAnswer(await judgeAsked(toCopy), out, signal);
    },
    async why(projectId, runName, path, className) {
      const project = await store.open(projectId);
      const run = runFolderOf(project, runName);
      return heatOf(run, await project.photoFile(path), className);
    },
    async whyAsked(id, className) {
      const { run, path, answer } = asked.find(id);
      return heatOf(run, path, className ?? answer);
    },
    async activations({ project: projectId, run: runName, path, layer }, signal) {
      const project = await store.open(projectId);
      const ask = { kind: 'activations', path: await project.photoFile(path), layer } as const;
      for await (const answer of models.ask(runFolderOf(project, runName), ask, signal))
        if (answer.kind === 'sheet') return answer.png;
      throw new ThawError('unexpected', { detail: 'the model gave no sheet' });
    },
    async pattern({ project: projectId, run: runName, layer, filter }, signal) {
      const run = runFolderOf(await store.open(projectId), runName);
      for await (const answer of models.ask(run, { kind: 'pattern', layer, filter }, signal))
        if (answer.kind === 'pattern') return answer;
      throw new ThawError('unexpected', { detail: 'the model gave no pattern' });
    },
    async asked(id, size) {
      return pictures.ofFile(asked.find(id).path, size);
    },
    release: (run) => models.release(run),
    close: () => models.close(),
  };
}

function findOrNull(asked: AskedPhotos, id: string): ReturnType<AskedPhotos['find']> | null {
  try {
    return asked.find(id);
  } catch {
    return null;
  }
}
