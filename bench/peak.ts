import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

/** What the processor can do at most, measured by loops on registers alone (peak/peak.cpp). */
export interface Peak {
  /** GFLOP/s of all threads together; null where the processor or system does not have it. */
  run(kind: 'fp32' | 'amx', threads: number): Promise<number | null>;
}

/** Of one loop: long enough for the clock to settle, short beside what it is measured with. */
const seconds = 0.5;

/** Compiles the loops for this very processor. Throws where g++ is missing or fails. */
export async function openPeak(work: string): Promise<Peak> {
  const program = join(work, 'peak');
  await mkdir(work, { recursive: true });
  const flags = ['-O2', '-march=native', '-pthread'];
  const { exitCode } = await runProgram('g++', [...flags, 'bench/peak/peak.cpp', '-o', program]);
  if (exitCode !== 0 || !existsSync(program))
    throw new Error('bench: g++ did not compile bench/peak/peak.cpp');
  return {
    async run(kind, threads) {
      const { stdout } = await runProgram(program, [kind, String(threads), String(seconds)]);
      return stdout.trim() === 'none' ? null : Number(stdout);
    },
  };
}
