import { basename } from 'node:path';
import type { GroupsView } from '../../shared/app/project-view.ts';
import { lacksGroups } from './lacks-groups.ts';
import { versionOf } from './photo-index.ts';
import type { Project } from './project.ts';

const largestShown = 5;
const thumbnailsShown = 4;

/** The groups of a project as the app shows them. */
export function groupsView(project: Project): GroupsView {
  const { file, groups, index, work } = project;
  const { group } = file.split;
  const found = group === null || lacksGroups(project) ? null : groups;
  return {
    rule:
      group?.kind === 'csv'
        ? { kind: 'csv', table: basename(group.file, '.csv'), column: group.column }
        : group,
    finding: work.grouping,
    error: group === null ? null : work.groupError,
    found: found && {
      groups: found.groups.length,
      photos: found.groups.reduce((sum, { paths }) => sum + paths.length, 0),
      largest: found.groups.slice(0, largestShown).map(({ name, paths }) => ({
        name,
        photos: paths.length,
        thumbnails: paths
          .slice(0, thumbnailsShown)
          .flatMap((path) => index.get(path) ?? [])
          .map((photo) => ({ path: photo.path, version: versionOf(photo) })),
      })),
    },
  };
}
