/** Names that Windows keeps for devices, whatever follows the first dot. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

const neverInNames = /[/\\\u0000-\u001f\u007f]/;

/** True where `name` names one entry of a folder on this system, and nothing above or beside it. */
export function isFolderName(name: string, platform: NodeJS.Platform = process.platform): boolean {
  if (name.trim() === '' || name === '.' || name === '..') return false;
  if (neverInNames.test(name) || Buffer.byteLength(name) > 255) return false;
  return platform !== 'win32' || !(deviceName.test(name) || /[<>:"|?*]|[. ]$/.test(name));
}
