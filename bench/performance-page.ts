import { describeProcessor } from '../src/engine/backend/describe-hardware.ts';
import { writeSection as write, type SectionedPage } from './section-writer.ts';

/** Processors with AMX and those without are two pages: what is fastest, and by how much, is not the same on both. */
const hasAmx = describeProcessor().bf16 === 'amx';

const [title, other] = hasAmx
  ? ['Performance', 'Without AMX: [performance-without-amx.md](performance-without-amx.md).']
  : ['Performance on a processor without AMX', 'With AMX: [performance.md](performance.md).'];

const page = {
  file: hasAmx ? 'docs/performance.md' : 'docs/performance-without-amx.md',
  opening: `# ${title}

Every section says by which command it was measured, and on what. These machines are shared and drift, so ratios are taken pair by pair within one run: medians, lowest and highest in brackets. ${other}
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

/** Puts a section (Markdown below its heading) into the page of this kind of processor. */
export function writeSection(section: keyof typeof page.sections, markdown: string): Promise<void> {
  return write(page, section, markdown);
}
