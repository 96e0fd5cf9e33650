import { rm } from 'node:fs/promises';
import type { UnpackProjectResult } from '../../../shared/job-results/project-results.ts';
import type { JobRunner } from '../../jobs/job-runner.ts';
import type { ProjectStore } from '../project-store.ts';

/** Opens a packed project among this computer's projects. Returns its id. Throws as unpackProject. */
export async function openPacked(
  file: string,
  name: string,
  store: ProjectStore,
  runJob: JobRunner,
): Promise<string> {
  const { id, folder } = await store.makeFolder(name);
  try {
    await runJob<UnpackProjectResult>({ job: 'unpack-project', file, out: folder, id });
    await store.join(folder, id);
    return id;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
