import { isBuiltin } from 'node:module';
import { isAbsolute } from 'node:path';
import { defineConfig } from 'vite';

/** Bundles the Node side: the terminal program and the job process. Every package stays in node_modules. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: { cli: 'src/cli/main.ts', job: 'src/service/jobs/job-process.ts' },
      external: (id) => isBuiltin(id) || !(id.startsWith('.') || isAbsolute(id)),
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
