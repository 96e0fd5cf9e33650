import { isFolderName } from '../folders/folder-name.ts';

/** Bytes of a folder's name, with room for the number of one that is taken. */
const longestName = 200;

/**
 * A folder name for each answer: the class's own name wherever the system takes it, else as close to it as it can
 * be. No two classes share a folder, also where the system does not tell capitals apart.
 */
export function answerFolders(
  answers: Iterable<string>,
  platform: NodeJS.Platform = process.platform,
): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  const taken = new Set<string>();
  const classes = [...new Set(answers)].sort();
  // Names that need no change keep theirs, whatever the others become.
  classes.sort((a, b) => Number(isFolderName(b, platform)) - Number(isFolderName(a, platform)));
  for (const name of classes) {
    const safe = isFolderName(name, platform) ? name : safeName(name, platform);
    let free = safe;
    for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${safe} (${number})`;
    taken.add(free.toLowerCase());
    folders.set(name, free);
  }
  return folders;
}

function safeName(name: string, platform: NodeJS.Platform): string {
  const wrong = platform === 'win32' ? /[/\\<>:"|?*\u0000-\u001f\u007f]/g : /[/\\\u0000-\u001f\u007f]/g;
  let safe = name.replaceAll(wrong, '_').trim();
  while (Buffer.byteLength(safe) > longestName) safe = Array.from(safe).slice(0, -1).join('');
  if (platform === 'win32') safe = safe.replace(/[. ]+$/, '');
  return isFolderName(safe, platform) ? safe : `_${safe.replaceAll('.', '_')}`;
}
