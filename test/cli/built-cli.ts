import { spawn, execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { keepsMemory } from '../keeps-memory.ts';

/** The project's folder. */
export const project = fileURLToPath(new URL('../../', import.meta.url));
export const cliProgram = join(project, 'dist', 'cli.js');
export const jobProgram = join(project, 'dist', 'job.js');

/** Builds dist/ where a source is newer than it. Test files run side by side; one builds, the others wait. */
export async function buildOnce(): Promise<void> {
  const lock = join(tmpdir(), `thaw-build-${basename(project)}-${process.getuid?.() ?? 0}.lock`);
  for (let tries = 0; tries < 1200; tries++) {
    // Even where nothing is stale: a build in work has written the programs before their parts.
    if (takes(lock)) {
      try {
        if (isStale())
          execFileSync(process.execPath, [join(project, 'node_modules/vite/bin/vite.js'), 'build'], {
            cwd: project,
            stdio: 'pipe',
          });
        return;
      } finally {
        rmSync(lock, { recursive: true });
      }
    }
    await wait(100);
  }
  throw new Error(`dist/ is not built; if nothing builds it, remove ${lock}`);
}

function takes(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    // Left behind by a test run that was killed.
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 120_000) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function isStale(): boolean {
  const built = Math.min(...[cliProgram, jobProgram].map(modified));
  const sources = ['src', 'resources'].flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return [...sources, join(project, 'vite.config.ts'), join(project, 'package.json')].some(
    (file) => modified(file) > built,
  );
}

function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** How a call of the command ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The objects of stdout, for a call with --json. */
  json(): Record<string, unknown>[];
}

export interface Call {
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Sees stdout grow; may send a signal. `pid`: the call's process. */
  readonly onOutput?: (stdout: string, signal: (name: NodeJS.Signals) => void, pid: number) => void;
}

/** Calls `thaw` from dist/ in English, whatever the machine speaks. */
export async function thaw(commandLine: readonly string[], call: Call = {}): Promise<Ended> {
  const child = spawn(process.execPath, [cliProgram, ...commandLine], {
    cwd: call.cwd ?? project,
    env: { ...process.env, ...keepsMemory, THAW_LANGUAGE: 'en', ...call.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    call.onOutput?.(stdout, (name) => child.kill(name), child.pid!);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      const json = (): Record<string, unknown>[] =>
        stdout
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as Record<string, unknown>);
      resolve({ exitCode, signal, stdout, stderr, json });
    });
  });
}
