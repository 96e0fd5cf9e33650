import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How Python is called where it may be found; the first that has pip is taken. */
const candidates: readonly (readonly string[])[] =
  process.platform === 'win32' ? [['py', '-3'], ['python'], ['python3']] : [['python3'], ['python']];

export interface Pip {
  readonly command: string;
  /** Arguments before pip's own. */
  readonly prefix: readonly string[];
  readonly version: readonly [major: number, minor: number];
}

/** Python's pip, or null where there is none. */
export async function findPip(): Promise<Pip | null> {
  for (const [command, ...before] of candidates) {
    const prefix = [...before, '-m', 'pip'];
    const found = await run(command!, [...prefix, '--version'], { timeout: 60_000 }).catch(() => null);
    const version = /^pip (\d+)\.(\d+)/.exec(found?.stdout ?? '');
    if (version) return { command: command!, prefix, version: [Number(version[1]), Number(version[2])] };
  }
  return null;
}

/** pip did not do what it was asked for; the message is the last line that it complained with. */
export class PipError extends Error {
  /** True where pip reached no registry; it then complains that nothing matches. */
  readonly offline: boolean;

  constructor(said: string, cause: unknown) {
    const lines = said.trim().split('\n');
    super(lines.findLast((line) => line.startsWith('ERROR')) ?? lines.at(-1), { cause });
    this.offline = /Failed to establish a new connection|NewConnectionError|NameResolutionError/.test(said);
  }
}

/** Runs pip and returns what it printed. Throws a PipError. */
export async function runPip(pip: Pip, parameters: readonly string[], signal: AbortSignal): Promise<string> {
  try {
    const { stdout } = await run(pip.command, [...pip.prefix, ...parameters], {
      signal,
      maxBuffer: 1 << 26,
      env: { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_INPUT: '1' },
    });
    return stdout;
  } catch (error) {
    throw new PipError((error as { stderr?: string }).stderr || String(error), error);
  }
}
