import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, getPriority } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { runJob, startJob } from '../../src/service/jobs/run-job.ts';
import { buildOnce, jobProgram } from './built-cli.ts';

beforeAll(buildOnce);

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !condition(); tries++) await wait(25);
  expect(condition()).toBe(true);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the job process', () => {
  it('runs below the usual priority and leaves Ctrl-C to its parent', async () => {
    const child = fork(jobProgram, [], { execArgv: [], silent: true });
    const usual =
      process.platform === 'win32'
        ? constants.priority.PRIORITY_BELOW_NORMAL
        : constants.priority.PRIORITY_LOW;
    await until(() => getPriority(child.pid) === usual);
    await wait(300);
    child.kill('SIGINT');
    await wait(200);
    expect(child.exitCode ?? child.signalCode).toBeNull();
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('ends when its parent is gone', async () => {
    const program = `const child = require('node:child_process').fork(${JSON.stringify(jobProgram)});
      console.log(child.pid); setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
    const pid = Number(String((await once(parent.stdout, 'data'))[0]));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await until(() => !isAlive(pid));
  });

  it('answers a wrong message with an error and ends', async () => {
    const child = fork(jobProgram, [], { execArgv: [], silent: true, serialization: 'advanced' });
    child.send({ kind: 'start', request: { job: 'dance' } });
    const [message] = (await once(child, 'message')) as [unknown];
    expect(message).toMatchObject({ kind: 'error', error: { code: 'unexpected' } });
    const [exitCode] = (await once(child, 'exit')) as [number];
    expect(exitCode).toBe(0);
  });

  it("brings the engine's error over", async () => {
    const request = { job: 'scan', folder: '/no/such/folder' } as const;
    await expect(runJob(request, undefined, { entry: jobProgram })).rejects.toMatchObject({
      code: 'folder-not-found',
      facts: { folder: '/no/such/folder' },
    });
    const job = startJob(request, { entry: jobProgram });
    for await (const event of job.events) expect(event.kind).not.toBe('result');
    expect(isAlive(job.pid!)).toBe(false);
  });
});
