import { writeSection as write, type SectionedPage } from './section-writer.ts';

const page = {
  file: 'docs/trust.md',
  opening: `# How far to trust it

What Thaw's checks find, and what its probabilities are worth, measured on photos. Every section says by which command.
`,
  sections: {
    twins: 'Finding photos of one picture',
    'check-speed': 'How long a check takes',
    labels: 'Finding wrong labels',
    none: 'Does it say "none of these" to what it does not know?',
    calibration: 'When it says 90 %, is it right 90 % of the time?',
  },
} as const satisfies SectionedPage<string>;

/** Puts a section (Markdown below its heading) into docs/trust.md. */
export function writeTrustSection(section: keyof typeof page.sections, markdown: string): Promise<void> {
  return write(page, section, markdown);
}
