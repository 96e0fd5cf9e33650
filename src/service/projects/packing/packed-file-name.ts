import { packedExtension } from './packed-manifest.ts';

/** The usual name of a project's file, which every system takes. */
export function packedFileName(project: string): string {
  const name = project.replaceAll(/[\\/:*?"<>|\u0000-\u001f]+/g, '-').replace(/^\.+/, '');
  return `${name || 'project'}${packedExtension}`;
}
