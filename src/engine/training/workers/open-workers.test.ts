import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { BackendFacts } from '../../../shared/job-results/set-up-results.ts';
import type { StepOptions } from '../training-step.ts';
import { workersBeside } from './open-workers.ts';

const program = (told: string): string => `
  import { appendFileSync } from 'node:fs';
  process.on('disconnect', () => process.exit());
  process.on('message', ({ kind, backend, device }) => {
    appendFileSync(${JSON.stringify(told)}, [kind, backend, device].join() + ';');
    process.send({ kind: 'done' });
  });`;

it('tells every process on which of two GPUs the training computes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'thaw-workers-'));
  try {
    const [entry, told] = [join(folder, 'entry.mjs'), join(folder, 'told')];
    writeFileSync(entry, program(told));
    const facts = { backend: 'webgpu', device: 'xe lpg', bf16: 'none' } as BackendFacts;
    const workers = await workersBeside({ name: 'webgpu', facts }, 3, entry)({} as StepOptions, 'fp32');
    for (const worker of workers) worker.close();
    expect(readFileSync(told, 'utf8')).toBe('open,webgpu,xe lpg;'.repeat(2));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
