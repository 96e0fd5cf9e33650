import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { tellLeftGpu } from '../jobs/left-gpus.ts';
import { runJob } from '../jobs/run-job.ts';
import { watchLeftGpus } from './watch-left-gpus.ts';

const entry = fileURLToPath(new URL('../jobs/fixtures/fake-job.mjs', import.meta.url));
const notice = { code: 'gpu-left', gpu: 'xe lpg', reason: 'memory', epoch: 4 } as const;

it('tells of every job that leaves its GPU while somebody listens, but of no training', async () => {
  const gone = new AbortController();
  const [stream, other] = [watchLeftGpus(gone.signal), watchLeftGpus(gone.signal)];
  const [next, too] = [stream.next(), other.next()];
  tellLeftGpu({ job: 'resume', run: '/run' }, { kind: 'notice', notice });
  await runJob({ job: 'scan', folder: 'gpu-left' }, undefined, { entry });
  const left = { done: false, value: { gpu: 'arc a770', reason: 'lost' } };
  expect(await next).toEqual(left);
  expect(await too).toEqual(left);
  gone.abort();
  expect(await stream.next()).toMatchObject({ done: true });
  const late = watchLeftGpus(gone.signal);
  expect(await late.next()).toMatchObject({ done: true });
});
