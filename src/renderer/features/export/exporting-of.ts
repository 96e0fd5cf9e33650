import type { Client } from '../../shared/client.ts';
import { Exporting } from './exporting.svelte.ts';

const kept = new Map<string, Exporting>();

/** A run's export, kept for as long as the page is open. */
export function exportingOf(client: Client, project: string, run: string): Exporting {
  const key = `${project}\n${run}`;
  const known = kept.get(key);
  if (known) return known;
  const exporting = new Exporting(client, project, run);
  kept.set(key, exporting);
  return exporting;
}
