import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';

/** docs/performance.md is made of sections that are measured, and written anew, one by one; in this order. */
const sections = [
  'stages',
  'limits',
  'recipe',
  'convergence',
  'copies',
  'memory',
  'scale',
  'prediction',
  'without-tensorflow',
] as const;
export type Section = (typeof sections)[number];

const page = 'docs/performance.md';
const opening = `# Performance

Every section says by which command it was measured, and on what. These machines are shared and drift, so ratios are taken pair by pair within one run: medians, lowest and highest in brackets.
`;

/** Puts a section (Markdown from its heading on) in its place; what others measured stays. */
export async function writeSection(section: Section, markdown: string): Promise<void> {
  const text = existsSync(page) ? await readFile(page, 'utf8') : '';
  const found = new Map<string, string>();
  for (const [, name, content] of text.matchAll(/<!-- (\S+) -->\n([\s\S]*?)(?=<!-- \S+ -->\n|$)/g))
    found.set(name!, content!.trim());
  found.set(section, markdown.trim());
  const parts = sections.flatMap((name) => {
    const content = found.get(name);
    return content === undefined ? [] : [`<!-- ${name} -->\n${content}\n`];
  });
  await writeFile(page, [opening, ...parts].join('\n'));
}
