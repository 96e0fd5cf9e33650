import { writeSection as write, type SectionedPage } from './section-writer.ts';

const page = {
  file: 'docs/performance.md',
  opening: `# Performance

Every section says by which command it was measured, and on what. These machines are shared and drift, so ratios are taken pair by pair within one run: medians, lowest and highest in brackets.
`,
  sections: {
    stages: 'Thaw against Keras, stage by stage',
    limits: "How near the processor's own limit",
    tiles: 'Convolutions by tiles',
    recipe: 'The whole recipe',
    convergence: 'Does bf16 training cost accuracy?',
    copies: 'How many augmented copies?',
    memory: 'Memory',
    allocator: 'How memory is given out',
    scale: 'From 1,000 photos to 20,000',
    prediction: 'Prediction',
  },
} as const satisfies SectionedPage<string>;

/** Puts a section (Markdown below its heading) into docs/performance.md. */
export function writeSection(section: keyof typeof page.sections, markdown: string): Promise<void> {
  return write(page, section, markdown);
}
