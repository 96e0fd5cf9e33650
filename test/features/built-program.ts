import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export interface BuiltProgram {
  readonly path: string;
  start(...commandLine: readonly string[]): ChildProcess;
  remove(): void;
}

const repository = join(import.meta.dirname, '../..');

/** Bundles a TypeScript program, so that a child process can run it. */
export async function buildProgram(file: URL): Promise<BuiltProgram> {
  // Below node_modules, so that the packages are found from there.
  const below = join(repository, 'node_modules', '.thaw-test');
  mkdirSync(below, { recursive: true });
  const outDir = mkdtempSync(join(below, 'program-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    root: repository,
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      minify: false,
      rolldownOptions: {
        input: { program: fileURLToPath(file) },
        external: [...builtinModules, /^node:/, /^[^./]/],
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
  });
  const path = join(outDir, 'program.mjs');
  return {
    path,
    start: (...commandLine) => fork(path, commandLine, { execArgv: [] }),
    remove: () => {
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
