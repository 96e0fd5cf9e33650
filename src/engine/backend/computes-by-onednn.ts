import type { TensorFlowBinding } from './tensorflow-binding.ts';

/** Where a process runs, and what it was told. */
export interface Surroundings {
  readonly platform: string;
  readonly arch: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Whether TensorFlow multiplies matrices by oneDNN here: on a processor, in its builds for x86-64 on Linux and Windows,
 * unless a user turned it off (open-tensorflow.ts turns it on). Other builds' many small products are so slow that what
 * needs fewer multiplications takes longer (docs/performance.md).
 */
export function computesByOneDnn(
  binding: Pick<TensorFlowBinding, 'isUsingGpuDevice'>,
  { platform, arch, environment }: Surroundings = {
    platform: process.platform,
    arch: process.arch,
    environment: process.env,
  },
): boolean {
  const isOff = ['0', 'false'].includes(environment.TF_ENABLE_ONEDNN_OPTS?.toLowerCase() ?? '');
  return arch === 'x64' && platform !== 'darwin' && !isOff && !binding.isUsingGpuDevice();
}
