import { copyFile, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { asStorageError } from '../../storage/storage-error.ts';
import { writeAtomically } from '../../storage/write-atomically.ts';
import type { PageRuntime } from '../samples/page/page-runtime.ts';
import { pageFolder } from '../samples/page/page-sample.ts';
import { provideFolder } from '../../storage/make-folder.ts';

const { resolve } = createRequire(import.meta.url);

/**
 * Writes what index.html needs beside it into `folder`/page: the libraries of `runtime`, and the files of the export, `files`,
 * as text in scripts, since a page opened as a file may read nothing else. Returns their names within `folder`. Throws
 * `permission-denied`, `disk-full`.
 */
export async function writePageFiles(
  folder: string,
  files: readonly string[],
  { libraries, binaries }: PageRuntime,
): Promise<readonly string[]> {
  const out = join(folder, pageFolder);
  const written: string[] = [];
  const write = async (name: string, content: string): Promise<void> => {
    await writeAtomically(join(out, name), content);
    written.push(`${pageFolder}/${name}`);
  };
  await provideFolder(out);
  for (const [name, library] of Object.entries(libraries)) {
    await copyFile(resolve(library), join(out, name)).catch((error: unknown) => {
      throw asStorageError(error, join(out, name), 'write');
    });
    written.push(`${pageFolder}/${name}`);
  }
  for (const [name, binary] of Object.entries(binaries))
    await write(`${name}.js`, asScript(name, await readFile(resolve(binary))));
  for (const name of files) await write(`${name}.js`, asScript(name, await readFile(join(folder, name))));
  await write('files.js', `window.fileNames = ${JSON.stringify([...Object.keys(binaries), ...files])};\n`);
  return written;
}

function asScript(name: string, content: Buffer): string {
  return `addFile(${JSON.stringify(name)}, '${content.toString('base64')}');\n`;
}
