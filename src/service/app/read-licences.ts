import { readFile } from 'node:fs/promises';
import { builtProgram } from '../../engine/job/built-program.ts';
import { licencesFileSchema, type Licence } from '../../shared/app/licence.ts';

/** The licences of all that this build brings or fetches. Throws `unexpected` where the build wrote none. */
export async function readLicences(): Promise<readonly Licence[]> {
  const text = await readFile(builtProgram('licences.json'), 'utf8');
  return licencesFileSchema.parse(JSON.parse(text)).licences;
}
