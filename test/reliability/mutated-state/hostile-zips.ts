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

export interface HostileZip {
  readonly bytes: Buffer;
  /** What may come out of it; nothing where it must be refused. */
  readonly contents: readonly Buffer[];
}

/** Archives that no ordinary program makes; `whole`: one of them lies inside. */
const hostile: Readonly<Record<string, (whole: Buffer, draws: RandomStream) => HostileZip>> = {
  'a name that leads out': (whole, draws) => {
    const [first, name] = [whole.subarray(0, 9), names[draws.below(names.length)]!];
    return holding([first, whole], entry('cats/0.png', first), entry(name, whole));
  },
  'an archive in an archive': (whole) => {
    const inner = zipOf([entry('cats/0.zip', whole), entry('b.zip', bomb)]);
    return holding([inner], entry('cats/0.zip', inner));
  },
  'an archive that unpacks to far more': (_whole, draws) => ({
    bytes: draws.below(2) === 0 ? bomb : manyBombs,
    contents: [],
  }),
  'a link': (whole) =>
    holding([whole], { ...entry('cats', Buffer.from('/etc')), mode: 0o120777 }, entry('cats/0.png', whole)),
  'one name twice': (whole) => holding([whole], entry('cats/0.png', whole), entry('cats/0.png', whole)),
  'a file as a folder': (whole) => holding([whole], entry('cats', whole), entry('cats/0.png', whole)),
  'a size that is not true': (whole, draws) => {
    const claimedBytes = [0, 1, 0xffff_fffe, whole.length + 1][draws.below(4)]!;
    return holding([], { ...entry('cats/0.png', whole), claimedBytes });
  },
  'a checksum that is not true': (whole, draws) =>
    holding([], { ...entry('cats/0.png', whole), claimedChecksum: draws.below(2 ** 31) }),
  'an unknown method, or encrypted': (whole, draws) => {
    // 8 is the method that is known.
    const wrong = draws.below(2) === 0 ? { method: 9 + draws.below(90) } : { flags: 0x801 };
    return holding([], { ...entry('cats/0.png', whole), ...wrong });
  },
};

function holding(contents: readonly Buffer[], ...entries: readonly MadeEntry[]): HostileZip {
  return { bytes: zipOf(entries), contents };
}

function entry(name: string, content: Buffer): MadeEntry {
  return { name, content };
}

export const hostileZips = Object.keys(hostile);

export function hostileZip(kind: string, whole: Buffer, draws: RandomStream): HostileZip {
  return hostile[kind]!(whole, draws);
}
