import { copyFile, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { asStorageError } from '../../storage/storage-error.ts';
import { writeAtomically } from '../../storage/write-atomically.ts';
import { pageFolder } from '../samples/page/page-sample.ts';
import { provideFolder } from '../../storage/make-folder.ts';

const { resolve } = createRequire(import.meta.url);
const packages = '@tensorflow';
/** Of TensorFlow.js: a page opened as a file may load scripts. */
const libraries = [
  `${packages}/tfjs/dist/tf.min.js`,
  `${packages}/tfjs-backend-wasm/dist/tf-backend-wasm.min.js`,
];
/** For processors with and without vectors; with threads it needs a server that isolates the page. */
const binaries = ['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm'];

/**
 * Writes what index.html needs beside it into `folder`/page: TensorFlow.js, and the files of the export, `files`, as
 * text in scripts, since a page opened as a file may read nothing else. Returns their names within `folder`. Throws
 * `permission-denied`, `disk-full`.
 */
export async function writePageFiles(folder: string, files: readonly string[]): Promise<readonly string[]> {
  const out = join(folder, pageFolder);
  const written: string[] = [];
  const write = async (name: string, content: string): Promise<void> => {
    await writeAtomically(join(out, name), content);
    written.push(`${pageFolder}/${name}`);
  };
  await provideFolder(out);
  for (const library of libraries) {
    const name = library.split('/').at(-1)!;
    await copyFile(resolve(library), join(out, name)).catch((error: unknown) => {
      throw asStorageError(error, join(out, name), 'write');
    });
    written.push(`${pageFolder}/${name}`);
  }
  for (const name of binaries)
    await write(
      `${name}.js`,
      asScript(name, await readFile(resolve(`${packages}/tfjs-backend-wasm/dist/${name}`))),
    );
  for (const name of files) await write(`${name}.js`, asScript(name, await readFile(join(folder, name))));
  await write('files.js', `window.fileNames = ${JSON.stringify([...binaries, ...files])};\n`);
  return written;
}

function asScript(name: string, content: Buffer): string {
  return `addFile(${JSON.stringify(name)}, '${content.toString('base64')}');\n`;
}
