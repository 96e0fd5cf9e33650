import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import type { JobRequest } from '../../shared/job-requests.ts';
import { runJob } from '../jobs/run-job.ts';
import { logJobEnds } from './log-job-ends.ts';

const entry = fileURLToPath(new URL('../jobs/fixtures/fake-job.mjs', import.meta.url));
const scan = (folder: string): JobRequest => ({ job: 'scan', folder });

it('writes down how jobs end, and keeps a note of one that crashed', async () => {
  const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn(), fatal: vi.fn() };
  const keepJob = vi.fn();
  const stop = logJobEnds(log, { keepJob });
  await runJob(scan('answer'), undefined, { entry });
  expect(log.info).toHaveBeenCalledWith(
    expect.objectContaining({ job: 'scan', ended: 'result' }),
    'job ended',
  );
  expect(keepJob).not.toHaveBeenCalled();

  await expect(runJob(scan('exit'), undefined, { entry })).rejects.toThrow('job-crashed');
  expect(log.error).toHaveBeenCalledWith(
    expect.objectContaining({ job: 'scan', exitCode: 134, detail: expect.stringContaining('pure virtual') }),
    'job crashed',
  );
  expect(keepJob).toHaveBeenCalledWith(expect.objectContaining({ job: 'scan', exitCode: 134, signal: null }));

  await expect(runJob(scan('exhausted'), undefined, { entry })).rejects.toThrow('out-of-memory');
  expect(log.warn).toHaveBeenCalledWith(
    expect.objectContaining({ job: 'scan', detail: expect.stringContaining('out of memory') }),
    'job ran out of memory',
  );
  expect(keepJob).toHaveBeenCalledTimes(1);

  stop();
  await runJob(scan('answer'), undefined, { entry });
  expect(log.info).toHaveBeenCalledTimes(1);
});
