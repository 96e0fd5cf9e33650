import type { App, Dropped } from '../../shared/app.ts';
import type { PreviewPhoto } from './film-strip.svelte.ts';

/** The first thing that was dropped, as a photo of the preview; null where nothing was. */
export async function photoOfDrop(app: App, dropped: Dropped): Promise<PreviewPhoto | null> {
  if (dropped.kind === 'paths') {
    const [path] = dropped.paths;
    return path === undefined ? null : { path: `file:${path}`, version: null, name: lastPart(path) };
  }
  const [first] = dropped.files;
  if (!first) return null;
  const upload = await app.upload([first]);
  return { path: `upload:${upload}/${first.path}`, version: null, name: lastPart(first.path) };
}

function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
