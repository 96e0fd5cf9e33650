import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runChecks } from './run-checks.mjs';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-checks-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A check whose program is `source`. */
function check(name: string, source: string): { name: string; program: string; parameters: string[] } {
  const program = join(folder, `${name}.cjs`);
  writeFileSync(program, source);
  return { name, program, parameters: [] };
}

async function told(
  checks: readonly ReturnType<typeof check>[],
  atOnce: number,
): Promise<{ failed: string | null; said: string[] }> {
  const said: string[] = [];
  const failed = await runChecks(checks, {
    cwd: folder,
    env: process.env,
    atOnce,
    say: (text) => said.push(text),
  });
  return { failed, said };
}

/** Waits for the file of another one, so that neither ends unless both run at once. */
const meets = (own: string, other: string): string => `
  const { existsSync, writeFileSync } = require('node:fs');
  writeFileSync('${own}', '');
  const timer = setInterval(() => existsSync('${other}') && clearInterval(timer), 10);`;

describe('checks', () => {
  it('run two at once', async () => {
    const pair = [check('one', meets('a', 'b')), check('two', meets('b', 'a'))];
    expect((await told(pair, 2)).failed).toBeNull();
  });

  it('say all they have to say under their names', async () => {
    const both = check('loud', "console.log('found'); console.error('twice');");
    expect((await told([both], 1)).said).toEqual([expect.stringMatching(/^\n== loud\n/)]);
    expect((await told([both], 1)).said[0]).toMatch(/found[^]*twice|twice[^]*found/);
  });

  it('end with the first that failed; no other begins', async () => {
    const checks = [check('good', ''), check('bad', 'process.exitCode = 2;'), check('later', '')];
    const { failed, said } = await told(checks, 1);
    expect(failed).toBe('bad');
    expect(said.map((text) => text.trim())).toEqual(['== good', '== bad']);
  });

  it('fail where one is ended by a signal', async () => {
    expect((await told([check('killed', "process.kill(process.pid, 'SIGKILL');")], 1)).failed).toBe('killed');
  });
});
