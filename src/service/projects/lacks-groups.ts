import { isDeepStrictEqual } from 'node:util';
import type { Project } from './project.ts';

/** The project has a rule, and its groups are not known yet. */
export function lacksGroups({ file, groups }: Pick<Project, 'file' | 'groups'>): boolean {
  const { group } = file.split;
  return group !== null && !isDeepStrictEqual(groups?.rule, group);
}
