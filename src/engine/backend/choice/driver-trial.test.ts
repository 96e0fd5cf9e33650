import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { machineHere } from '../../storage/machine.ts';
import { beginTrial } from './driver-trial.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-trial-'));
  file = join(folder, 'trial.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** As a process leaves it that ended while it tried. */
function endedWhileTrying(machine = machineHere()): void {
  const { losses } = JSON.parse(readFileSync(file, 'utf8')) as { readonly losses: number };
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(file, JSON.stringify({ pid, began: '', machine, losses }));
}

it('leaves nothing behind where it is survived', async () => {
  await (await beginTrial(file))!.survived();
  expect(existsSync(file)).toBe(false);
});

it('lets a driver alone that two processes did not come back from', async () => {
  await beginTrial(file);
  endedWhileTrying();
  expect(await beginTrial(file)).not.toBeNull();
  endedWhileTrying();
  expect(await beginTrial(file)).toBeNull();
});

it('counts none that another computer lost with its own driver', async () => {
  await beginTrial(file);
  for (let index = 0; index < 3; index++) {
    endedWhileTrying({ name: 'attic', id: '' });
    expect(await beginTrial(file)).not.toBeNull();
  }
});

it('does not mistake one that is at it now for one that ended', async () => {
  for (let index = 0; index < 3; index++) expect(await beginTrial(file)).not.toBeNull();
});

it('does without a file that is broken, or that cannot be written', async () => {
  writeFileSync(file, '{');
  expect(await beginTrial(file)).not.toBeNull();
  expect(await beginTrial(join(file, 'below'))).not.toBeNull();
});
