import type { Client } from '../../shared/client.ts';
import { Asking } from './asking.svelte.ts';

const kept = new Map<string, Asking>();

/** What a model was asked, kept for as long as the page is open. */
export function askingOf(client: Client, project: string, run: string): Asking {
  const key = `${project}\n${run}`;
  const known = kept.get(key);
  if (known) return known;
  const asking = new Asking(client, project, run);
  kept.set(key, asking);
  return asking;
}
