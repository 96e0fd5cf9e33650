import { join } from 'node:path';
import { writeAtomically, writeJsonAtomically } from '../../storage/write-atomically.ts';
import { pageRuntimeOf } from '../samples/samples-of.ts';
import { type KitFacts, parityFileName, reportFileName } from './kit-facts.ts';
import { renderReadme } from './render-readme.ts';
import { writePageFiles } from './write-page-files.ts';

const readmes = { en: 'README.md', 'zh-CN': 'README.zh-CN.md' } as const;
export const readmeFileNames: readonly string[] = Object.values(readmes);

/**
 * Makes a kit of an export's folder: programs that ask the model, a README in both languages, and what was checked.
 * `files`: what lies in the folder already. Returns the names of all files, those included, with slashes. Throws
 * `permission-denied`, `disk-full`.
 */
export async function writeKit(
  folder: string,
  facts: KitFacts,
  files: readonly string[],
): Promise<readonly string[]> {
  const written: string[] = [...files];
  for (const { fileName, text } of facts.samples) {
    await writeAtomically(join(folder, fileName), text);
    written.push(fileName);
  }
  const page = pageRuntimeOf(facts.format);
  if (page) written.push(...(await writePageFiles(folder, files, page)));
  await writeJsonAtomically(join(folder, parityFileName), facts.parity);
  written.push(parityFileName, ...(facts.report ? [reportFileName] : []));
  for (const language of ['en', 'zh-CN'] as const)
    await writeAtomically(join(folder, readmes[language]), renderReadme(facts, written, language));
  return [...written, ...readmeFileNames];
}
