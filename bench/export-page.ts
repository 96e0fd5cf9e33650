import type { SectionedPage } from './section-writer.ts';

/** docs/export.md: what each benchmark of exports writes into. */
export const exportPage = {
  file: 'docs/export.md',
  opening: `# Exports

Every section says by which command it was measured, and on what.
`,
  sections: {
    export: 'Every format: time, memory, and the same scores',
    'export-files': 'Every program of a kit on files that it decodes by itself',
  },
  commands: {
    export: 'THAW_BENCH_RUN=RUN npm run bench -- export',
    'export-files': 'THAW_BENCH_RUN=RUN npm run bench -- export-files --photos FOLDER',
  },
} as const satisfies SectionedPage<string>;
