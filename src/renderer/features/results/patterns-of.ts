import { Patterns } from './patterns.svelte.ts';

const kept = new Map<string, Patterns>();

/** The patterns of a layer, kept for as long as the page is open. @param revision changes with the run's model. */
export function patternsOf(
  { project, run, revision }: { readonly project: string; readonly run: string; readonly revision: string },
  { layer, filters }: { readonly layer: string; readonly filters: number },
): Patterns {
  const key = [project, revision, layer].join('\n');
  const known = kept.get(key);
  if (known) return known;
  const patterns = new Patterns(project, run, layer, filters);
  kept.set(key, patterns);
  return patterns;
}
