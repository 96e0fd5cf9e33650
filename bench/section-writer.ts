import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';

/** A page of docs/ made of sections that are measured, and written anew, one by one. */
export interface SectionedPage<Section extends string> {
  readonly file: string;
  /** Its heading and what is said above the first section. */
  readonly opening: string;
  /** Titles, in this order. What was not measured stands there under its name, which is its benchmark's. */
  readonly sections: Readonly<Record<Section, string>>;
  /** By what a section is measured, where it is not `npm run bench -- NAME --photos FOLDER`. */
  readonly commands?: Readonly<Partial<Record<Section, string>>>;
}

/** A section's Markdown below its heading, as it stands; empty where it was not measured. */
export async function readSection<Section extends string>(
  { file }: SectionedPage<Section>,
  section: Section,
): Promise<string> {
  return (await sectionsIn(file)).get(section) ?? '';
}

/** Puts a section (Markdown below its heading) in its place; what others measured stays. */
export async function writeSection<Section extends string>(
  { file, opening, sections, commands }: SectionedPage<Section>,
  section: Section,
  markdown: string,
): Promise<void> {
  const found = await sectionsIn(file);
  found.set(section, markdown.trim());
  const parts = (Object.entries<string>(sections) as [Section, string][]).map(([name, title]) => {
    const command = commands?.[name] ?? `npm run bench -- ${name} --photos FOLDER`;
    const content = found.get(name) ?? `Not measured. Command: \`${command}\`.`;
    return `<!-- ${name} -->\n## ${title}\n\n${content}\n`;
  });
  await writeFile(file, [opening, ...parts].join('\n'));
}

async function sectionsIn(file: string): Promise<Map<string, string>> {
  const text = existsSync(file) ? await readFile(file, 'utf8') : '';
  const found = new Map<string, string>();
  for (const [, name, content] of text.matchAll(/<!-- (\S+) -->\n## .*\n([\s\S]*?)(?=<!-- \S+ -->\n|$)/g))
    found.set(name!, content!.trim());
  return found;
}
