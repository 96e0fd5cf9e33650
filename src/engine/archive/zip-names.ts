import { type Entry, getFileNameLowLevel, validateFileName } from 'yauzl';
import { ignoredName } from '../dataset/ignored-names.ts';

const utf8Flag = 0x800;
const unicodePathField = 0x7075;

/** Hosts, as the format numbers them, whose archivers write UTF-8 without saying so: Unix and macOS. */
const utf8Hosts: ReadonlySet<number> = new Set([3, 19]);

/**
 * How to read the entries' paths. Archivers that do not say how they wrote names mean UTF-8 (macOS, many Linux tools)
 * or the code page of their computer, which in China is GBK; bytes that are neither are taken as Western European.
 * The bytes of a short name such as "cat" in GBK may be UTF-8 too, so all names of an archive are looked at together.
 */
export function nameReader(entries: readonly Entry[]): (entry: Entry) => string {
  const encoding = encodingOf(entries.filter((entry) => !isDeclared(entry)));
  return (entry) => {
    const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
    const name = isDeclared(entry)
      ? getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false)
      : decoded(fileNameRaw, encoding)!;
    return name.replaceAll('\\', '/').normalize('NFC');
  };
}

function isDeclared({ generalPurposeBitFlag, extraFields }: Entry): boolean {
  return (generalPurposeBitFlag & utf8Flag) !== 0 || extraFields.some(({ id }) => id === unicodePathField);
}

function encodingOf(entries: readonly Entry[]): 'utf-8' | 'gbk' | 'windows-1252' {
  const readAs = (encoding: string): readonly (string | null)[] =>
    entries.map(({ fileNameRaw }) => decoded(fileNameRaw, encoding));
  const asUtf8 = readAs('utf-8');
  const isGbk = !readAs('gbk').includes(null);
  if (!asUtf8.includes(null)) {
    const fromUtf8Host = entries.every(({ versionMadeBy }) => utf8Hosts.has(versionMadeBy >>> 8));
    // Characters of three bytes and more do not come about by chance.
    const isCertain = asUtf8.some((name) => /[\u0800-\u{10ffff}]/u.test(name!));
    if (fromUtf8Host || isCertain || !isGbk) return 'utf-8';
  }
  return isGbk ? 'gbk' : 'windows-1252';
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** True for a path that names something inside the folder it is unpacked into, on every system. */
export function isSafeName(name: string): boolean {
  if (validateFileName(name) !== null) return false;
  if (/[\u0000-\u001f]/.test(name)) return false;
  const segments = name.replace(/\/$/, '').split('/');
  return segments.every((segment) => segment !== '' && segment !== '.' && isPortable(segment));
}

/** Windows takes a colon for a stream of another file, and drops what ends a name with a dot or a space. */
function isPortable(segment: string): boolean {
  return process.platform !== 'win32' || (!/[<>:"|?*]/.test(segment) && !/[. ]$/.test(segment));
}

/** What systems and archivers add: it is not unpacked. */
export function isIgnoredEntry(name: string): boolean {
  return name.split('/').some((segment) => segment !== '' && ignoredName(segment) !== null);
}
