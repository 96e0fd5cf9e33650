import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';

/**
 * docs/performance.md is made of sections that are measured, and written anew, one by one; in this order. What was not
 * measured stands there under its name.
 */
const sections = {
  stages: 'Thaw against Keras, stage by stage',
  limits: "How near the processor's own limit",
  recipe: 'The whole recipe',
  convergence: 'Does bf16 training cost accuracy?',
  copies: 'How many augmented copies?',
  memory: 'Memory',
  scale: 'From 1,000 photos to 20,000',
  prediction: 'Prediction',
} as const;
export type Section = keyof typeof sections;

const page = 'docs/performance.md';
const opening = `# Performance

Every section says by which command it was measured, and on what. These machines are shared and drift, so ratios are taken pair by pair within one run: medians, lowest and highest in brackets.
`;

/** Puts a section (Markdown below its heading) in its place; what others measured stays. */
export async function writeSection(section: Section, markdown: string): Promise<void> {
  const text = existsSync(page) ? await readFile(page, 'utf8') : '';
  const found = new Map<string, string>();
  for (const [, name, content] of text.matchAll(/<!-- (\S+) -->\n## .*\n([\s\S]*?)(?=<!-- \S+ -->\n|$)/g))
    found.set(name!, content!.trim());
  found.set(section, markdown.trim());
  const parts = Object.entries(sections).map(([name, title]) => {
    const content = found.get(name) ?? `Not measured. Command: \`npm run bench -- ${name} --photos FOLDER\`.`;
    return `<!-- ${name} -->\n## ${title}\n\n${content}\n`;
  });
  await writeFile(page, [opening, ...parts].join('\n'));
}
