import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { packagedFile } from './packaged-folder.ts';

const downloadsSchema = z.object({ schemaVersion: z.literal(1), wheels: z.url({ protocol: /^https?$/ }) });

/**
 * Where the publisher of an installed Thaw keeps a file that is fetched on the first start, by downloads.json beside the
 * program; null where nothing is named. The file's hash is the pinned one, whoever keeps it.
 */
export function packagedAddress(name: string): string | null {
  const file = packagedFile('downloads.json');
  if (file === null) return null;
  const { wheels } = downloadsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return new URL(encodeURIComponent(name), wheels.endsWith('/') ? wheels : `${wheels}/`).href;
}
