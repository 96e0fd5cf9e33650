import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainError } from '../../shared/errors/thaw-error.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import type { JobRequest } from '../../shared/job-requests.ts';

export interface ReadingWatch {
  /** The job told something. */
  heard(event: JobEvent): void;
  stop(): void;
}

/** Milliseconds that are always given, and bytes for which a second more is: the slowest drives give as many. */
const [least, bytesPerSecond] = [8_000, 5e6];

/**
 * Watches a job while it reads a model file of another program (its stage `reading-model`). The libraries for such files
 * are C++; on damaged bytes one may go round without end, and nothing inside its process can stop it then. `onEndless`: it
 * has read for longer than any whole file of that size takes. `patience`: milliseconds in place of that.
 */
export function watchReading(
  request: JobRequest,
  patience: number | undefined,
  onEndless: (error: PlainError) => void,
): ReadingWatch {
  let timer: NodeJS.Timeout | undefined;
  return {
    heard(event) {
      clearTimeout(timer);
      if (event.kind !== 'stage' || event.stage !== 'reading-model' || !('file' in request)) return;
      const { file } = request;
      const milliseconds = patience ?? least + (1_000 * bytesOf(file)) / bytesPerSecond;
      timer = setTimeout(() => {
        onEndless({ code: 'model-file-endless', facts: { file, seconds: Math.ceil(milliseconds / 1_000) } });
      }, milliseconds);
    },
    stop() {
      clearTimeout(timer);
    },
  };
}

/** Of a file, or of those in a folder; 0 where there is none: the job says so. */
function bytesOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.size ?? 0;
  return readdirSync(path).reduce(
    (sum, name) => sum + (statSync(join(path, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
