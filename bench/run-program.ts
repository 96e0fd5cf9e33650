import { spawn } from 'node:child_process';
import { plainEnvironment } from './plain-environment.ts';

/** What a program printed, and how it ended. */
export interface ProgramResult {
  readonly stdout: string;
  readonly exitCode: number | null;
  /** Wall-clock seconds of the whole process. */
  readonly seconds: number;
}

/**
 * Runs a program to its end with `input` on its standard input, and `environment` beside the plain one; its messages go
 * to ours.
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  input = '',
  environment: NodeJS.ProcessEnv = {},
): Promise<ProgramResult> {
  const start = performance.now();
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...plainEnvironment(), ...environment },
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  // A program may end before it has read its input; how it ended is known by then.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { stdout, exitCode, seconds: (performance.now() - start) / 1000 };
}

/** The last line of what a program printed, as JSON. */
export function lastJsonLine(result: ProgramResult): unknown {
  const line = result.stdout.trim().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(`no JSON in the last line (exit code ${String(result.exitCode)}): ${line.slice(0, 300)}`);
  }
}

/** Runs `thaw` as a user would and gives its result line. */
export async function runThaw<Value>(args: readonly string[]): Promise<Value & { kind: string }> {
  const result = await runProgram(process.execPath, ['bin/thaw', ...args, '--json']);
  const value = lastJsonLine(result) as Value & { kind: string };
  if (value.kind !== 'result') throw new Error(`thaw ${args[0] ?? ''} failed: ${JSON.stringify(value)}`);
  return value;
}
