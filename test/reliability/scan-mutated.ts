import { mkdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ScanResult } from '../../src/shared/job-results/scan-results.ts';
import { mutatedImages } from './mutated-images.ts';
import { watchJob, type WatchedJob } from './watch-job.ts';

/** What came of mutated files, by what was done to them. */
export interface DamageFound extends Omit<WatchedJob<ScanResult>, 'result'> {
  readonly kinds: ReadonlyMap<string, { files: number; used: number; reasons: Set<string> }>;
  /** Files that were neither used nor named with a reason. */
  readonly lost: readonly string[];
}

/** `program`: the built job. Writes `count` mutated files as two classes below `folder`, and reads them as a person's photos are read. */
export async function scanMutated(
  folder: string,
  { count, seed, program }: { readonly count: number; readonly seed: number; readonly program: string },
): Promise<DamageFound> {
  const kinds = new Map<string, { files: number; used: number; reasons: Set<string> }>();
  const kindOf = new Map<string, string>();
  for (const className of ['even', 'odd']) await mkdir(join(folder, className), { recursive: true });
  let index = 0;
  for await (const { name, kind, bytes } of mutatedImages(count, seed)) {
    const path = `${index % 2 === 0 ? 'even' : 'odd'}/${index}${extname(name)}`;
    await writeFile(join(folder, path), bytes);
    kindOf.set(path, kind);
    const found = kinds.get(kind) ?? { files: 0, used: 0, reasons: new Set<string>() };
    kinds.set(kind, found);
    found.files += 1;
    index += 1;
  }
  const { result, ...watched } = await watchJob<ScanResult>({ job: 'scan', folder }, program);
  const skipped = new Map(result.skipped.map((file) => [file.path, file]));
  const lost: string[] = [];
  let used = 0;
  for (const [path, kind] of kindOf) {
    const found = kinds.get(kind)!;
    const file = skipped.get(path);
    if (file) found.reasons.add(file.reason);
    else found.used += 1;
    if (file?.detail.trim() === '') lost.push(path);
    used += file ? 0 : 1;
  }
  if (used !== result.photos) lost.push(`${used - result.photos} files`);
  return { ...watched, kinds, lost };
}
