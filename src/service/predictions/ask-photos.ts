import type { Inputs } from '../../shared/app/inputs.ts';
import type { AskNews, AskedPhoto } from '../../shared/app/work-view.ts';
import type { SkippedFile } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { PhotoAnswer } from '../../shared/job-asks.ts';
import type { AskedPhotos } from './asked-photos.ts';
import { type FileAccess, listAskedFiles, type ListedFile } from './list-asked-files.ts';
import type { WarmModels } from './warm-models.ts';

export interface AskPhotosParts {
  readonly models: WarmModels;
  readonly asked: AskedPhotos;
  readonly access: FileAccess;
}

/**
 * Asks a run's model about photos. @param run absolute path of its folder. Throws `no-photos` where nothing was found,
 * `cancelled`, and what listing and opening throw.
 */
export async function* askPhotos(
  { models, asked, access }: AskPhotosParts,
  { project, items }: Pick<Inputs['ask'], 'project' | 'items'>,
  run: string,
  signal: AbortSignal,
): AsyncGenerator<AskNews, void> {
  const start = performance.now();
  if (!models.isOpen(run)) yield { kind: 'opening' };
  const files = await listAskedFiles(items, access, signal);
  if (files.length === 0) {
    const named = items.map((item) => (item.kind === 'path' ? item.path : item.upload));
    throw new ThawError('no-photos', { path: named.join(', ') });
  }
  yield { kind: 'asked', total: files.length };

  const skip = (name: string, skipped: SkippedFile): AskedPhoto => {
    const id = asked.add({ path: skipped.path, name, project, run, answer: null, evidence: null });
    // Where the files of an upload lie is no matter of the page's.
    return { kind: 'skipped', id, name, skipped: { ...skipped, path: name } };
  };
  const answer = ({ name, path }: ReadableFile, given: PhotoAnswer): AskedPhoto => {
    const { width, height, label, probabilities, familiarity } = given;
    const evidence = { confidence: probabilities[label] ?? 0, familiarity };
    const id = asked.add({ path, name, project, run, answer: label, evidence });
    return { kind: 'answered', id, name, width, height, answer: label, probabilities, familiarity };
  };

  const readable: ReadableFile[] = [];
  for (const file of files)
    if (file.kind === 'file') readable.push(file);
    else yield { kind: 'photo', photo: skip(file.name, file.skipped) };
  const paths = readable.map(({ path }) => path);
  if (paths.length > 0)
    for await (const given of models.ask(run, { kind: 'score', paths }, signal)) {
      if (given.kind === 'photo') yield { kind: 'photo', photo: answer(readable[given.index]!, given) };
      else if (given.kind === 'skipped')
        yield { kind: 'photo', photo: skip(readable[given.index]!.name, given.skipped) };
    }
  yield { kind: 'done', seconds: (performance.now() - start) / 1000 };
}

type ReadableFile = Extract<ListedFile, { kind: 'file' }>;
