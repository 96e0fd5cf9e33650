import { join } from 'node:path';
import type { House } from './house.ts';

/** Stands in names outside. */
export const secret = 'nobody-may-read-this';

/** A photo of the project's reading, in whose place lies a link to one outside by now. */
export const linkedPhoto = 'apple/1.png';

/** Texts that lead, or would lead on some system, out of what a page may open. */
export function hostilePaths({
  root,
  outside,
  home,
}: Pick<House, 'root' | 'outside' | 'home'>): readonly string[] {
  const inside = join(outside, secret);
  return [
    ...['..', '../..', '../outside', `../outside/${secret}/0.png`, `photos/../../outside/${secret}/0.png`],
    ...[
      `${root}/..`,
      `${root}/../outside`,
      `${root}/photos/../../outside/${secret}/0.png`,
      `${root}/./..//outside`,
    ],
    ...['/', outside, inside, `${inside}/0.png`, '/etc/passwd', '/proc/self/environ', '/proc/self/root/etc'],
    ...['/dev/zero', '/dev/stdin', home, join(home, 'service.json')],
    ...[`${root}/link`, `${root}/link/${secret}`, `${root}/link/${secret}/0.png`, `${root}/dangling`],
    ...[`${root}/dangling/new`, linkedPhoto, `${root}/photos/${linkedPhoto}`, 'link', 'link/x'],
    ...['\\\\server\\share', '\\\\server\\share\\photo.png', '//server/share', '//server/share/photo.png'],
    ...[
      '\\\\?\\C:\\Windows\\win.ini',
      '\\\\.\\PhysicalDrive0',
      'C:\\Windows\\win.ini',
      'C:/Windows',
      'c:photo.png',
    ],
    ...['..\\..\\outside', '..\\', 'CON', 'nul.png', 'photo.png::$DATA'],
    ...[
      '%2e%2e%2foutside',
      '..%2foutside',
      '..%5coutside',
      '%252e%252e%252f',
      '..%c0%afoutside',
      '%00',
      '%ff',
    ],
    ...[
      'file:///etc/passwd',
      `file://${inside}/0.png`,
      `file:${inside}/0.png`,
      'file:..',
      'http://127.0.0.1/',
    ],
    ...[`upload:..//${secret}`, 'upload:../../x', 'upload:x/../../y', 'data:image/png;base64,AAAA'],
    ...[
      '．．/outside',
      '..∕outside',
      '\u202e..',
      'apple/0.png\u0000',
      `${root}\u0000/../outside`,
      '.\n./outside',
    ],
    ...[
      '~',
      '~root',
      '$HOME',
      '`id`',
      '$(id)',
      '-rf',
      '__proto__',
      'constructor',
      ' ',
      '.',
      'a/'.repeat(2_000),
    ],
  ];
}

/** What no place for a text or a number is meant for. */
export const misfits: readonly unknown[] = [
  null,
  true,
  {},
  [],
  [[]],
  -1,
  1e308,
  0.5,
  Number.MAX_SAFE_INTEGER,
  '',
  { toString: 'x', length: 1e9 },
  { __proto__: null, constructor: { prototype: { isAdmin: true } } },
  'x'.repeat(1_000_000),
  ['a'.repeat(10_000)],
];

/** True where an answer names what is outside, although the question did not. */
export function tellsOfOutside(text: string, asked: unknown): boolean {
  return text.includes(secret) && !JSON.stringify(asked).includes(secret);
}
