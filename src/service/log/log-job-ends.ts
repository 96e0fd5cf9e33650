import type { CrashNotes } from '../diagnostics/crash-notes.ts';
import { watchJobEnds } from '../jobs/job-ends.ts';
import type { ServiceLog } from './service-log.ts';
import { withoutPaths } from './without-paths.ts';

/** Writes down how every job of this process ends, and keeps a note of those that crash. Returns how to stop that. */
export function logJobEnds(log: ServiceLog, crashes: Pick<CrashNotes, 'keepJob'>): () => void {
  return watchJobEnds(({ detail, seconds, ...end }) => {
    const facts = { ...end, seconds: Math.round(seconds * 10) / 10 };
    if (end.ended === 'out-of-memory') {
      log.warn({ ...facts, detail: withoutPaths(detail) }, 'job ran out of memory');
      return;
    }
    if (end.ended !== 'job-crashed') {
      log.info(facts, 'job ended');
      return;
    }
    log.error({ ...facts, detail: withoutPaths(detail) }, 'job crashed');
    const { job, exitCode, signal } = end;
    crashes.keepJob({ job, exitCode, signal, at: new Date().toISOString() });
  });
}
