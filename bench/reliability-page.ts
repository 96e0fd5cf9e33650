import { writeSection as write, type SectionedPage } from './section-writer.ts';

const page = {
  file: 'docs/reliability.md',
  opening: `# Reliability

What was done to Thaw, how often, and what came of it. Every section says by which command it was made; \`npm test\` runs a short form of each.
`,
  sections: {
    kills: 'Kills',
    damage: 'Damaged and hostile files',
    'mutated-state': 'Damaged projects, runs, models, caches and archives',
    'full-disk': 'A full disk',
    resources: 'Everything else that a computer can lack',
    doors: 'Every door',
    soak: 'Hundreds of epochs, thousands of predictions',
  },
  commands: {
    kills: 'npm run bench -- kills',
    damage: 'npm run bench -- damage',
    'mutated-state': 'npm run bench -- mutated-state',
    'full-disk': 'npm run bench -- full-disk',
    resources: 'npm run bench -- resources',
    doors: 'npm run bench -- doors',
    soak: 'npm run bench -- soak',
  },
} as const satisfies SectionedPage<string>;

/** Puts a section (Markdown below its heading) into docs/reliability.md. */
export function writeSection(section: keyof typeof page.sections, markdown: string): Promise<void> {
  return write(page, section, markdown);
}
