import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { holderHere } from '../storage/lock-holder.ts';
import { lockName, tryWriterLock, type WriterLock } from '../storage/writer-lock.ts';
import { requireOwnRun } from './require-run.ts';
import { runPaths } from './run-folder.ts';

let run: string;
let lock: WriterLock;
beforeEach(async () => {
  run = mkdtempSync(join(tmpdir(), 'thaw-own-run-'));
  writeFileSync(runPaths(run).config, '{}');
  const taken = await tryWriterLock(run);
  if (taken.kind !== 'held') expect.unreachable();
  lock = taken;
});
afterEach(async () => {
  await lock.release();
  rmSync(run, { recursive: true, force: true });
});

const endEpoch = (): Promise<void> => requireOwnRun(run, lock);

it('lets an epoch be written while the run is its own', async () => {
  await endEpoch();
});

it('stops before an epoch once another computer took the run over', async () => {
  const other = { ...holderHere(), machine: { name: 'attic', id: '' } };
  writeFileSync(join(run, lockName), JSON.stringify(other));
  const facts = { path: run, pid: process.pid, machine: 'attic' };
  await expect(endEpoch()).rejects.toMatchObject({ code: 'locked-by-other', facts });
});

it('says that the drive is gone where the run is, and not that another one has it', async () => {
  rmSync(run, { recursive: true });
  await expect(endEpoch()).rejects.toMatchObject({ code: 'drive-gone' });
});
