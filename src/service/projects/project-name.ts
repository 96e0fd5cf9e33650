import { join } from 'node:path';
import { projectFileName, projectFileSchema, projectSchemaVersion, readProjectJson } from './project-file.ts';

/** The name of the project in a folder; null where there is none. Throws as readProjectJson. */
export async function readProjectName(folder: string): Promise<string | null> {
  const file = await readProjectJson(join(folder, projectFileName), projectFileSchema, projectSchemaVersion);
  return file?.name ?? null;
}
