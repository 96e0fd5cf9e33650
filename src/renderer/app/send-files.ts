import { uploadUrl } from '../../shared/app/urls.ts';
import { refusalOf } from '../shared/refusal-of.ts';
import { inParallel } from './in-parallel.ts';
import type { PathedFile } from './read-dropped.ts';

/** Browsers open no more connections to one place. */
const filesAtOnce = 4;

/** Puts files into an upload; `onSent` is told their number as they arrive. Throws what the service refused. */
export async function sendFiles(
  upload: string,
  files: readonly PathedFile[],
  signal: AbortSignal,
  onSent: (sent: number) => void,
): Promise<void> {
  let sent = 0;
  await inParallel(
    files,
    filesAtOnce,
    async ({ path, file }) => {
      const answer = await fetch(uploadUrl(upload, path), { method: 'POST', body: file, signal });
      if (!answer.ok) throw await refusalOf(answer);
      sent += 1;
      onSent(sent);
    },
    signal,
  );
}

/** What a project is made from lies in an upload below one name: a folder with its files, or a .zip itself. */
export function placedBelow({
  name,
  files,
}: {
  readonly name: string;
  readonly files: readonly PathedFile[];
}): {
  readonly name: string;
  readonly files: readonly PathedFile[];
} {
  const [only] = files;
  if (files.length === 1 && only && /\.zip$/iu.test(only.path)) return { name: only.path, files };
  return { name, files: files.map(({ path, file }) => ({ path: `${name}/${path}`, file })) };
}
