/**
 * Builds one benchmark and runs it: `npm run bench -- NAME [options]`. Benchmarks are TypeScript over the engine, so
 * they are bundled as the product is.
 */
import { spawn } from 'node:child_process';
import { isBuiltin } from 'node:module';
import { readdirSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { provideBuild } from '../scripts/bootstrap/provide-build.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length));
const name = process.argv[2] ?? '';
if (!names.includes(name)) {
  console.error(`bench: give one of ${names.join(', ')}`);
  process.exit(2);
}
// Many start Thaw's own programs: those of these sources are measured, not of older ones.
await provideBuild();
// Programs that a benchmark starts as processes of their own.
const children = Object.fromEntries(
  readdirSync(join(folder, 'children')).map((file) => [
    basename(file, '.ts'),
    join(folder, 'children', file),
  ]),
);
const outDir = join(folder, '..', '.bench');
await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20',
    outDir,
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: {
        [name]: join(folder, `${name}.bench.ts`),
        'job-environment': join(folder, '../src/service/jobs/job-environment.ts'),
        ...children,
      },
      external: (id) => isBuiltin(id) || !(id.startsWith('.') || isAbsolute(id)),
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
// What is measured in the benchmark's own process finds the environment that it would find in a job.
const { jobEnvironment } = await import(pathToFileURL(join(outDir, 'job-environment.js')).href);
const child = spawn(process.execPath, [join(outDir, `${name}.js`), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...jobEnvironment, ...process.env },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 128);
});
