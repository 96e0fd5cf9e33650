import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { BackendFacts } from '../../shared/job-results/set-up-results.ts';

export interface ProcessorFacts {
  readonly name: string;
  /** How TensorFlow computes bf16 here: tile or vector instructions, or only by way of float32. */
  readonly bf16: Extract<BackendFacts['bf16'], 'amx' | 'avx512' | 'emulated'>;
  /** Vector instruction sets that matter for speed, as Linux names them; empty where the system does not say. */
  readonly vector: readonly string[];
}

const vectorFlags = ['avx', 'avx2', 'fma', 'avx512f', 'avx512_bf16', 'amx_bf16', 'asimd', 'sve', 'bf16'];

/** The processor, from /proc/cpuinfo on Linux and from Node elsewhere. */
export function describeProcessor(): ProcessorFacts {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? '';
  const name = `${model === '' || model === 'unknown' ? process.arch : model} (${processors.length})`;
  return { name, ...parseProcessorFlags(readOrEmpty('/proc/cpuinfo')) };
}

/** What the `flags` (x86) or `Features` (Arm) line of /proc/cpuinfo says. */
export function parseProcessorFlags(cpuinfo: string): Omit<ProcessorFacts, 'name'> {
  const line = /^(?:flags|Features)\s*:(.*)$/m.exec(cpuinfo)?.[1] ?? '';
  const flags = new Set(line.trim().split(/\s+/));
  const bf16 = flags.has('amx_bf16') ? 'amx' : flags.has('avx512_bf16') ? 'avx512' : 'emulated';
  return { bf16, vector: vectorFlags.filter((flag) => flags.has(flag)) };
}

/** Name of the first NVIDIA GPU as its Linux driver tells it; null where it does not. */
export function describeGpu(driverFolder = '/proc/driver/nvidia/gpus'): string | null {
  try {
    const [first] = readdirSync(driverFolder);
    if (first === undefined) return null;
    const information = readFileSync(join(driverFolder, first, 'information'), 'utf8');
    return /^Model:\s*(.+)$/m.exec(information)?.[1]?.trim() ?? null;
  } catch {
    return null;
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
