import { defineConfig } from 'vitest/config';
import { ProgramsFirst } from './test/programs-first.ts';

/** Of types, texts, sums and the page's state: nothing there is kept open or changed for all, so that they may share a process. */
const light = ['src/shared/**/*.test.ts', 'src/renderer/**/*.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: ProgramsFirst },
    projects: [
      { extends: true, test: { name: 'light', include: light, isolate: false } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...light],
        },
      },
    ],
  },
});
