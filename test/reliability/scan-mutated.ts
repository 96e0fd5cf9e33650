import { mkdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { startJob } from '../../src/service/jobs/run-job.ts';
import type { ScanResult } from '../../src/shared/job-results.ts';
import { mutatedImages } from './mutated-images.ts';
import { peakMemory } from './peak-memory.ts';

/** What came of mutated files, by what was done to them. */
export interface DamageFound {
  readonly kinds: ReadonlyMap<string, { files: number; used: number; reasons: Set<string> }>;
  /** Files that were neither used nor named with a reason. */
  readonly lost: readonly string[];
  /** The longest time in which no file was finished. */
  readonly longestSeconds: number;
  readonly peakBytes: number;
  readonly seconds: number;
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
  const start = performance.now();
  const { result, longestSeconds, peakBytes } = await scan(folder, program);
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
  return { kinds, lost, longestSeconds, peakBytes, seconds: (performance.now() - start) / 1000 };
}

async function scan(
  folder: string,
  program: string,
): Promise<Pick<DamageFound, 'longestSeconds' | 'peakBytes'> & { readonly result: ScanResult }> {
  const job = startJob({ job: 'scan', folder }, { entry: program });
  let [longest, last] = [0, performance.now()];
  let peakBytes = 0;
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, peakMemory(job.pid));
  }, 50);
  try {
    for await (const event of job.events) {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
      if (event.kind === 'error') throw new Error(JSON.stringify(event.error));
      if (event.kind === 'result')
        return { result: event.result as ScanResult, longestSeconds: longest / 1000, peakBytes };
    }
  } finally {
    clearInterval(watch);
  }
  throw new Error('the scan ended without a result');
}
