import { isBuiltin } from 'node:module';
import { isAbsolute } from 'node:path';
import { defineConfig } from 'vite';

/**
 * Bundles the Node side: the terminal program, the service, and the processes and threads it starts. Every package stays in
 * node_modules. The window and its page are built beside it, by electron.vite.config.ts.
 */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    // dist/ holds the page as well.
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: {
        cli: 'src/cli/main.ts',
        'image-worker': 'src/engine/features/decode-workers/decode-worker.ts',
        job: 'src/service/jobs/job-process.ts',
        service: 'src/service/main.ts',
        'step-worker': 'src/engine/training/workers/step-worker.ts',
        pictures: 'src/service/pictures/picture-process.ts',
      },
      external: (id) => isBuiltin(id) || !(id.startsWith('.') || isAbsolute(id)),
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
