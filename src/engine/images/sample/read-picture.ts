import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ThawError } from '../../../shared/errors/thaw-error.ts';

const packageName = '@twemoji/svg';

/** An emoji's picture (36 x 36 units) as SVG text, by its code point. Throws `sample-picture-missing`. */
export async function readPicture(codePoint: string): Promise<string> {
  const name = `${codePoint}.svg`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
    return await readFile(join(dirname(manifest), name), 'utf8');
  } catch (error) {
    throw new ThawError('sample-picture-missing', { file: `${packageName}/${name}` }, { cause: error });
  }
}
