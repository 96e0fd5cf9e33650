import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { packagedFile } from '../../download/packaged-folder.ts';
import { runtimeCatalogue } from './runtime-catalogue.ts';

const broughtSchema = z.object({ schemaVersion: z.literal(1), tensorflowVersion: z.string() });

/**
 * The binding that an installed Thaw brings, compiled for the pinned TensorFlow; null where there is none, so that it is
 * compiled here. It finds TensorFlow's libraries in the folder `tensorflow` beside it, wherever it is copied to.
 */
export function broughtBinding(): string | null {
  const description = packagedFile(join('binding', 'binding.json'));
  if (description === null) return null;
  const { tensorflowVersion } = broughtSchema.parse(JSON.parse(readFileSync(description, 'utf8')));
  if (tensorflowVersion !== runtimeCatalogue.tensorflowVersion) return null;
  return join(dirname(description), 'tfjs_binding.node');
}
