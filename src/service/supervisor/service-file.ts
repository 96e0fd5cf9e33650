import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dataHome } from '../../engine/storage/home.ts';
import { writeAtomically } from '../../engine/storage/write-atomically.ts';
import { serviceFileName, serviceFileSchema, type ServiceFile } from '../../shared/app/service-process.ts';

export function serviceFilePath(): string {
  return join(dataHome(), serviceFileName);
}

/** Null where there is none, or none that can be read. */
export async function readServiceFile(): Promise<ServiceFile | null> {
  try {
    return serviceFileSchema.parse(JSON.parse(await readFile(serviceFilePath(), 'utf8')));
  } catch {
    return null;
  }
}

/** Written beside, with its rights, and renamed: the token never lies in a file that others may read. */
export async function writeServiceFile(content: ServiceFile): Promise<void> {
  await writeAtomically(serviceFilePath(), `${JSON.stringify(content)}\n`, 0o600);
}

/** Takes the file away, unless it is another service's by now. */
export async function removeServiceFile(pid: number): Promise<void> {
  if ((await readServiceFile())?.pid === pid) await rm(serviceFilePath(), { force: true });
}
