import { basename } from 'node:path';
import { readAbout } from './about-file.ts';

/** A run as its person calls it, else by its folder. */
export async function runNameOf(run: string): Promise<string> {
  return (await readAbout(run)).name ?? basename(run);
}
