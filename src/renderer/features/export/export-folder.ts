/** A name as a part of a folder's name: letters and digits of any script, in small letters, with hyphens between. */
export function folderName(name: string): string {
  const words =
    name
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join('-').slice(0, 60) || 'model';
}

/** Where an export goes unless another folder is chosen: `exports` in the project's own folder. */
export function usualExportFolder({
  projectFolder,
  separator,
  project,
  run,
}: {
  readonly projectFolder: string;
  readonly separator: string;
  readonly project: string;
  readonly run: string;
}): string {
  return [projectFolder, 'exports', `${folderName(project)}-${folderName(run)}`].join(separator);
}

/** A folder of this name in a chosen one. */
export function exportFolderIn(folder: string, separator: string, project: string): string {
  return `${folder.endsWith(separator) ? folder.slice(0, -1) : folder}${separator}${folderName(project)}-model`;
}

/** The next name where one is taken: `model`, `model-2`, `model-3`. */
export function nextName(folder: string): string {
  const numbered = /^(.*)-(\d{1,4})$/.exec(folder);
  return numbered ? `${numbered[1]!}-${Number(numbered[2]) + 1}` : `${folder}-2`;
}
