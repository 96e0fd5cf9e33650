import { readdirSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { PlainError } from '../../shared/errors/thaw-error.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import type { JobRequest } from '../../shared/job-requests.ts';

export interface ReadingWatch {
  /** The job told something. */
  heard(event: JobEvent): void;
  stop(): void;
}

/**
 * Milliseconds that are always given, so that a small file is given up before a person has waited for ten seconds, and bytes
 * for which a second more is: the slowest drives give as many.
 */
const [least, bytesPerSecond] = [6_000, 5e6];

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
      clearInterval(timer);
      if (event.kind !== 'stage' || event.stage !== 'reading-model' || !('file' in request)) return;
      const { file } = request;
      const milliseconds = patience ?? least + (1_000 * bytesAt(file)) / bytesPerSecond;
      const tick = Math.min(milliseconds, 1_000);
      let passed = 0;
      // By ticks: a laptop that sleeps meanwhile misses them, and the job the time.
      timer = setInterval(() => {
        passed += tick;
        if (passed < milliseconds) return;
        clearInterval(timer);
        onEndless({ code: 'model-file-endless', facts: { file, seconds: Math.ceil(milliseconds / 1_000) } });
      }, tick);
    },
    stop() {
      clearInterval(timer);
    },
  };
}

/** Of a file, or of those in a folder; 0 where it may not be looked at: the job says so. */
function bytesAt(path: string): number {
  try {
    // A description's weights lie beside it.
    const place = extname(path) === '.json' ? dirname(path) : path;
    if (!statSync(place).isDirectory()) return statSync(place).size;
    return readdirSync(place).reduce((sum, name) => sum + statSync(join(place, name)).size, 0);
  } catch {
    return 0;
  }
}
