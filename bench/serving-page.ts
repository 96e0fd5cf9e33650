import { writeSection as write, type SectionedPage } from './section-writer.ts';

const page = {
  file: 'docs/serving.md',
  opening: `# How fast a served model answers

What \`thaw serve-model\` adds to the model itself, measured by clients over HTTP. Every section says by which command.
`,
  sections: { serving: 'Photos a second, and one photo' },
} as const satisfies SectionedPage<string>;

/** Puts a section (Markdown below its heading) into docs/serving.md. */
export function writeServingSection(section: keyof typeof page.sections, markdown: string): Promise<void> {
  return write(page, section, markdown);
}
