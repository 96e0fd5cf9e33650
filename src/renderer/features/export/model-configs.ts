import type { RunView } from '../../../shared/app/run-view.ts';
import type { Client } from '../../shared/client.ts';
import { ReadOnce } from '../../shared/runs/read-once.svelte.ts';

/** What each run was trained with: the sample code needs its classes and pictures. */
export function modelConfigs(
  client: Client,
  project: string,
): ReadOnce<Pick<RunView, 'config' | 'acceptance'>> {
  return new ReadOnce(async (run) => {
    const { config, acceptance } = await client.runs.get.query({ project, run });
    return { config, acceptance };
  });
}
