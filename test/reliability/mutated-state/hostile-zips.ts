import { zipOf, type MadeEntry } from '../../../src/engine/archive/fixtures/make-zip.ts';
import type { RandomStream } from '../../../src/shared/random.ts';

const names = [
  ...['../evil.png', '../../evil.png', '/evil.png', 'C:\\evil.png', 'a/../../evil.png', '..\\evil.png'],
  ...[
    '\\\\host\\share\\evil.png',
    'a\u0000.png',
    'con.png',
    '.',
    '..',
    '',
    'a//b.png',
    'x'.repeat(300) + '.png',
  ],
] as const;

/** Shrinks to a three-hundredth. */
const zeros = Buffer.alloc(60e6);
const bomb = zipOf([{ name: 'cats/bomb.png', content: zeros }]);
const manyBombs = zipOf(
  Array.from({ length: 4 }, (_, index) => ({ name: `cats/${index}.png`, content: zeros.subarray(0, 15e6) })),
);

/** Archives that no ordinary program makes; `whole`: one of them lies inside. */
const hostile: Readonly<Record<string, (whole: Buffer, draws: RandomStream) => Buffer>> = {
  'a name that leads out': (whole, draws) =>
    zipOf([entry('cats/0.png', whole.subarray(0, 9)), entry(names[draws.below(names.length)]!, whole)]),
  'an archive in an archive': (whole) =>
    zipOf([entry('cats/0.zip', zipOf([entry('cats/0.zip', whole), entry('b.zip', bomb)]))]),
  'an archive that unpacks to far more': (_whole, draws) => (draws.below(2) === 0 ? bomb : manyBombs),
  'a link': (whole) =>
    zipOf([{ ...entry('cats', Buffer.from('/etc')), mode: 0o120777 }, entry('cats/0.png', whole)]),
  'one name twice': (whole) => zipOf([entry('cats/0.png', whole), entry('cats/0.png', whole)]),
  'a file as a folder': (whole) => zipOf([entry('cats', whole), entry('cats/0.png', whole)]),
  'a size that is not true': (whole, draws) =>
    zipOf([
      { ...entry('cats/0.png', whole), claimedBytes: [0, 1, 0xffff_fffe, whole.length + 1][draws.below(4)]! },
    ]),
  'a checksum that is not true': (whole, draws) =>
    zipOf([{ ...entry('cats/0.png', whole), claimedChecksum: draws.below(2 ** 31) }]),
  'an unknown method, or encrypted': (whole, draws) =>
    zipOf([
      {
        ...entry('cats/0.png', whole),
        ...(draws.below(2) === 0 ? { method: 1 + draws.below(99) } : { flags: 0x801 }),
      },
    ]),
};

function entry(name: string, content: Buffer): MadeEntry {
  return { name, content };
}

export const hostileZips = Object.keys(hostile);

export function hostileZip(kind: string, whole: Buffer, draws: RandomStream): Buffer {
  return hostile[kind]!(whole, draws);
}
