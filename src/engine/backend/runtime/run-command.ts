import { execFile } from 'node:child_process';
import { ThawError } from '../../../shared/errors/thaw-error.ts';

export interface Finished {
  /** null where the command could not be started or was killed. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** True where there is no such command. */
  readonly missing: boolean;
}

/** Runs a command to its end, whatever that is. Throws only `cancelled`. */
export function runCommand(
  command: string,
  parameters: readonly string[],
  options: { signal: AbortSignal; seconds: number; environment?: NodeJS.ProcessEnv },
): Promise<Finished> {
  const { signal, seconds, environment = process.env } = options;
  return new Promise((resolve, reject) => {
    const limits = {
      signal,
      timeout: seconds * 1000,
      maxBuffer: 1 << 26,
      env: environment,
      windowsHide: true,
    };
    execFile(command, parameters, limits, (error, stdout, stderr) => {
      if (signal.aborted) reject(new ThawError('cancelled', { run: null }, { cause: error }));
      const code = error?.code;
      resolve({
        exitCode: error ? (typeof code === 'number' ? code : null) : 0,
        stdout,
        stderr,
        missing: code === 'ENOENT',
      });
    });
  });
}
