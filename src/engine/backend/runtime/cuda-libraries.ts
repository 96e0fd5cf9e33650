import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from './run-command.ts';

/**
 * The libraries of NVIDIA's pinned wheels, by the folder that each wheel unpacks to, in an order in which each comes
 * after those that it needs. TensorFlow opens them by these names when it looks for a GPU.
 */
export const cudaLibraries = [
  { part: 'cuda_runtime', file: 'libcudart.so.12' },
  { part: 'cuda_nvrtc', file: 'libnvrtc.so.12' },
  { part: 'nvjitlink', file: 'libnvJitLink.so.12' },
  { part: 'cublas', file: 'libcublasLt.so.12' },
  { part: 'cublas', file: 'libcublas.so.12' },
  { part: 'cufft', file: 'libcufft.so.11' },
  { part: 'curand', file: 'libcurand.so.10' },
  { part: 'cusparse', file: 'libcusparse.so.12' },
  { part: 'cusolver', file: 'libcusolver.so.11' },
  { part: 'cudnn', file: 'libcudnn.so.9' },
  { part: 'cuda_cupti', file: 'libcupti.so.12' },
  { part: 'nccl', file: 'libnccl.so.2' },
] as const;

/** Part of the driver, not of a wheel. */
export const driverLibrary = 'libcuda.so.1';

/** A library of C++ is no addon: that is all that Node has against one that opened. */
const openedAnyway = /did not self-register/u;

const probe = `
const { constants } = require('node:os');
const { writeSync } = require('node:fs');
for (const path of process.argv.slice(1)) {
  let message = '';
  try {
    process.dlopen({ exports: {} }, path, constants.dlopen.RTLD_LAZY | constants.dlopen.RTLD_GLOBAL);
  } catch (error) {
    message = error.message;
  }
  writeSync(1, JSON.stringify({ path, message }) + '\\n');
}
`;

/**
 * Names of the libraries that do not open, the driver's among them: beside the runtime where they are there, else where
 * the system looks. They are opened in a process of its own. `addon`: the compiled binding. Throws `cancelled`.
 */
export async function missingCudaLibraries(addon: string, signal: AbortSignal): Promise<readonly string[]> {
  const paths = [
    driverLibrary,
    ...cudaLibraries.map(({ part, file }) => {
      const beside = join(dirname(addon), 'nvidia', part, 'lib', file);
      return existsSync(beside) ? beside : file;
    }),
  ];
  const { stdout } = await runCommand(process.execPath, ['-e', probe, ...paths], { signal, seconds: 120 });
  return unopened([driverLibrary, ...cudaLibraries.map(({ file }) => file)], stdout);
}

/** Of the names, those that the probe's lines do not tell as opened; one at which it crashed tells nothing. */
export function unopened(names: readonly string[], stdout: string): readonly string[] {
  const opened = new Set(
    stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { path: string; message: string })
      .filter(({ message }) => message === '' || openedAnyway.test(message))
      .map(({ path }) => path.slice(path.lastIndexOf('/') + 1)),
  );
  return names.filter((name) => !opened.has(name));
}
