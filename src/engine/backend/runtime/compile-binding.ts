import { rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { JobContext } from '../../job/job-context.ts';
import { findCompiler } from './find-compiler.ts';
import { runCommand } from './run-command.ts';
import { makeFolder } from '../../storage/make-folder.ts';

export interface BindingParts {
  /** TensorFlow's headers. */
  readonly include: string;
  /** TensorFlow's libraries, absolute paths; all in one folder. */
  readonly libraries: readonly string[];
  /** Where the binding looks for them when it is loaded: absolute, or relative to the binding's own folder. */
  readonly librariesFrom: { readonly kind: 'absolute' | 'beside-binding'; readonly path: string };
  /** The binding to write. */
  readonly addon: string;
}

const require = createRequire(import.meta.url);
/** Longest part of a compiler's complaint that is kept. */
const longestDetail = 600;

/**
 * Compiles the N-API source inside @tensorflow/tfjs-node-gpu, as it is, against a TensorFlow: one call of the compiler,
 * no node-gyp. The binding appears whole or not at all. Throws `compiler-missing` or `compiler-failed`.
 */
export async function compileBinding(parts: BindingParts, context: JobContext): Promise<void> {
  const compiler = await findCompiler(context.signal);
  context.report({
    kind: 'stage',
    stage: 'compiling',
    total: null,
    unit: 'files',
    detail: 'tfjs_binding.node',
  });
  await makeFolder(dirname(parts.addon));
  const output = `${parts.addon}.${process.pid}.tmp`;
  const finished = await runCommand(compiler, compilerArguments(parts, output), {
    signal: context.signal,
    seconds: 600,
  });
  if (finished.exitCode !== 0) {
    await rm(output, { force: true });
    const said =
      finished.stderr.split('\n').find((line) => /error|undefined|fatal/i.test(line)) ?? finished.stderr;
    throw new ThawError('compiler-failed', { compiler, detail: said.trim().slice(0, longestDetail) });
  }
  await rename(output, parts.addon);
}

/** The arguments for g++ and clang. N-API symbols are left open: Node itself has them. */
export function compilerArguments(
  parts: BindingParts,
  output: string,
  platform = process.platform,
): string[] {
  const source = dirname(require.resolve('@tensorflow/tfjs-node-gpu/package.json'));
  const nodeHeaders = join(dirname(require.resolve('node-api-headers/package.json')), 'include');
  const own = platform === 'darwin' ? '@loader_path' : '$ORIGIN';
  const { kind, path } = parts.librariesFrom;
  return [
    ...(platform === 'darwin' ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared']),
    ...['-fPIC', '-O2', '-std=c++17', '-DNAPI_VERSION=8', '-w'],
    ...['-I', source, '-I', nodeHeaders, '-I', parts.include],
    join(source, 'binding', 'tfjs_backend.cc'),
    join(source, 'binding', 'tfjs_binding.cc'),
    ...parts.libraries,
    `-Wl,-rpath,${kind === 'absolute' ? path : `${own}/${path}`}`,
    ...['-o', output],
  ];
}
