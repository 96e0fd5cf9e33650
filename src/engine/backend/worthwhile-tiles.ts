import type { TensorFlowBinding } from './tensorflow-binding.ts';

/** Where convolutions in fp32 by tiles (models/graph/winograd) are faster than TensorFlow's own. */
export interface WorthwhileTiles {
  /** Layers that do not learn, and all that is measured. */
  readonly forward: boolean;
  /** Steps, with their gradients. */
  readonly training: boolean;
}

/** Where a process runs, and what it was told. */
export interface Surroundings {
  readonly platform: string;
  readonly arch: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * On a processor with oneDNN both: TensorFlow's builds for x86-64 on Linux and Windows have it, unless a user turned it
 * off (open-tensorflow.ts turns it on). Without it only the gradients gain (measured on x86-64, docs/performance.md).
 * On a GPU neither: its library chooses among such ways by itself.
 */
export function worthwhileTiles(
  binding: Pick<TensorFlowBinding, 'isUsingGpuDevice'>,
  { platform, arch, environment }: Surroundings = {
    platform: process.platform,
    arch: process.arch,
    environment: process.env,
  },
): WorthwhileTiles {
  if (binding.isUsingGpuDevice()) return { forward: false, training: false };
  const isOff = ['0', 'false'].includes(environment.TF_ENABLE_ONEDNN_OPTS?.toLowerCase() ?? '');
  return { forward: arch === 'x64' && platform !== 'darwin' && !isOff, training: true };
}
