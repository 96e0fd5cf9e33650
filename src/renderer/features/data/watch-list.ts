import type { ProjectView } from '../../../shared/app/project-view.ts';
import type { Client } from '../../shared/client.ts';

/** Differs where the photos of a project, their classes, parts or findings may differ. */
export function listSignature({ photos, classes, split, reading, findings, source }: ProjectView): string {
  const { spec, seed, counts, groups } = split;
  return JSON.stringify([
    photos,
    classes,
    spec,
    seed,
    counts,
    groups.found?.groups,
    reading,
    findings,
    source.folder,
  ]);
}

/** How many photos and files the findings (as JSON) name, each once; 0 where there is nothing to look at. */
export async function lookCount(client: Client, project: string, findings: string): Promise<number> {
  const kinds = (JSON.parse(findings) as ProjectView['findings']).map(({ kind }) => kind);
  if (kinds.every((kind) => kind === 'balanced')) return 0;
  const filter = { kind: 'to-look-at' } as const;
  const { total } = await client.photos.page.query({ project, filter, search: '', offset: 0, limit: 1 });
  return total;
}
