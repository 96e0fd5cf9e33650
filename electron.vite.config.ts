import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { notePackages } from './scripts/package/note-packages.mjs';

/** The window's three parts. The Node side (terminal, service, jobs) is built by vite.config.ts. */
export default defineConfig({
  main: {
    plugins: [notePackages()],
    build: {
      outDir: 'dist/main',
      // The shell lies in an archive without packages: what it imports is bundled, all but Electron.
      externalizeDeps: false,
      rolldownOptions: { input: 'src/main/main.ts' },
    },
  },
  preload: {
    plugins: [notePackages()],
    // A sandboxed preload is one CommonJS file.
    build: {
      outDir: 'dist/preload',
      rolldownOptions: {
        input: 'src/preload/preload.ts',
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [svelte(), notePackages()],
    build: {
      outDir: 'dist/renderer',
      // The page's content security policy has no place for inlined files.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: 'src/renderer/index.html' },
    },
  },
});
