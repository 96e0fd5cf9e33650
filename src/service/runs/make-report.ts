import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportResult } from '../../shared/job-results/evaluation-results.ts';
import type { Language } from '../../shared/messages/language.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import type { PictureGroups } from '../projects/twins-file.ts';

/** A run's report as bytes, made in a process of its own. `run`: absolute. Throws what `writeReport` throws. */
export async function makeReport(
  runJob: JobRunner,
  run: string,
  language: Language,
  twins: PictureGroups,
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'thaw-report-'));
  try {
    const { out } = await runJob<ReportResult>(
      {
        job: 'report',
        run,
        out: join(folder, 'report.html'),
        language,
        twins: twins.length === 0 ? null : twins.map((group) => [...group]),
      },
      () => undefined,
    );
    return await readFile(out);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
