import { isBuiltin } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { build } from 'vite';

/** Bundles the process that reads, as the product is bundled. `project`: the project's folder. Gives the program's path. */
export async function buildReader(project: string): Promise<string> {
  // Inside the project: packages are found from there.
  const outDir = join(project, '.bench', 'mutated-state');
  await build({
    configFile: false,
    root: project,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: { reader: join(project, 'test/reliability/mutated-state/reader-process.ts') },
        external: (id) => isBuiltin(id) || !(id.startsWith('.') || isAbsolute(id)),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  return join(outDir, 'reader.js');
}
