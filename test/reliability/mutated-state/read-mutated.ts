import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { randomStream, type RandomStream } from '../../../src/shared/random.ts';
import { filesBelow } from '../../tree-of.ts';
import { hostileZip, hostileZips } from './hostile-zips.ts';
import { mutateBytes, mutateJson } from './mutate-bytes.ts';
import { isReadByJob, readByJob } from './read-by-job.ts';
import { openReaderProcess, type StateReaderProcess } from './reader-pool.ts';
import { hashesFile, placeWord, stateKinds, type StateKind } from './state-kinds.ts';
import { changedAround, surroundingsOf } from './surroundings.ts';

/** What came of the mutated files of one kind. */
export interface StateFound {
  files: number;
  read: number;
  readonly codes: Set<string>;
  readonly faults: string[];
  /** Of the processor where a job read it, else by the clock. */
  longestSeconds: number;
  /** The most memory of a job. */
  peakBytes: number;
}

export interface MutatedOrder {
  /** Of each kind. */
  readonly count: number;
  readonly seed: number;
  /** The built process that reads. */
  readonly program: string;
  /** The app's built job. */
  readonly job: string;
  readonly whole: Readonly<Record<StateKind, string>>;
  /** A folder to work in. */
  readonly folder: string;
  readonly processes: number;
}

const limits = { milliseconds: 10_000, bytes: 1e9 };
/** After which a file that the app reads by a job is given to one. */
const shortly = 2_000;
const zipped: ReadonlySet<string> = new Set(['.zip', '.thaw', '.keras']);
/** Files whose hash lies elsewhere: any change is found. */
const hashed: ReadonlySet<string> = new Set(['model/weights.safetensors']);

/** Mutates a file at a time and has it read by processes that may crash; the same files for the same seed. */
export async function readMutated(
  order: MutatedOrder,
): Promise<{ readonly found: ReadonlyMap<StateKind, StateFound>; readonly peakBytes: number }> {
  const found = new Map<StateKind, StateFound>(
    stateKinds.map((kind) => [
      kind,
      { files: 0, read: 0, codes: new Set(), faults: [], longestSeconds: 0, peakBytes: 0 },
    ]),
  );
  const tasks = Array.from({ length: order.count }, (_, index) => index).flatMap((index) =>
    stateKinds.map((kind) => ({ kind, index })),
  );
  let peakBytes = 0;
  let next = 0;
  const work = async (number: number): Promise<void> => {
    const own = join(order.folder, `work-${number}`);
    const temporary = join(order.folder, `temporary-${number}`);
    mkdirSync(temporary, { recursive: true });
    const reader = openReaderProcess(order.program, temporary, limits.bytes);
    try {
      while (next < tasks.length) {
        const { kind, index } = tasks[next++]!;
        await readOne(order, { kind, index, own, reader, found: found.get(kind)! });
      }
    } finally {
      peakBytes = Math.max(peakBytes, reader.peakBytes());
      reader.close();
    }
  };
  await Promise.all(Array.from({ length: order.processes }, (_, number) => work(number)));
  return { found, peakBytes: Math.max(peakBytes, ...[...found.values()].map((kind) => kind.peakBytes)) };
}

/** What is said of each kind when nothing was mutated: `read`, or the bench is wrong. */
export async function readWhole(
  order: Pick<MutatedOrder, 'program' | 'whole' | 'folder'>,
): Promise<Readonly<Record<string, string>>> {
  const own = join(order.folder, 'whole');
  const place = join(own, 'place');
  mkdirSync(order.folder, { recursive: true });
  const reader = openReaderProcess(order.program, order.folder, limits.bytes);
  const said: Record<string, string> = {};
  for (const kind of stateKinds) {
    placeState(order.whole[kind], own, place);
    said[kind] = (await reader.read(kind, place, limits.milliseconds)).said;
  }
  reader.close();
  return said;
}

/** Copies a whole state to where it is read. Gives the files that may be mutated. */
function placeState(whole: string, own: string, place: string): readonly string[] {
  rmSync(own, { recursive: true, force: true });
  cpSync(whole, place, { recursive: true });
  const files = filesBelow(place).filter((file) => !file.endsWith(hashesFile));
  for (const file of files.filter((each) => each.endsWith('projects.json')))
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(placeWord, place));
  return files;
}

interface OneReading {
  readonly kind: StateKind;
  readonly index: number;
  /** A folder that nothing but the mutated state is in. */
  readonly own: string;
  readonly reader: StateReaderProcess;
  readonly found: StateFound;
}

async function readOne(order: MutatedOrder, { kind, index, own, reader, found }: OneReading): Promise<void> {
  const draws = randomStream(order.seed, 'mutated-state', kind, index);
  const place = join(own, 'place');
  const files = placeState(order.whole[kind], own, place);
  const file = files[draws.below(files.length)]!;
  const name = file.slice(place.length + 1);
  const bytes = readFileSync(file);
  const { mutation, mutated, contents } = mutate(name, bytes, draws);
  writeFileSync(file, mutated);
  addHashes(place, contents);
  const before = surroundingsOf(own);
  const first = await reader.read(kind, place, isReadByJob(kind) ? shortly : limits.milliseconds);
  const byJob = first.said === 'hung' && isReadByJob(kind);
  const { said, seconds, peakBytes } = byJob
    ? await readByJob(order.job, kind, file, limits)
    : { ...first, peakBytes: 0 };
  found.peakBytes = Math.max(found.peakBytes, peakBytes);
  const fault = (what: string): void => {
    found.faults.push(`${index}: ${name}, ${mutation}: ${what}`);
  };
  found.files += 1;
  found.longestSeconds = Math.max(found.longestSeconds, seconds);
  if (said === 'read') found.read += 1;
  else if (said.startsWith('refused: ')) found.codes.add(said.slice('refused: '.length));
  else fault(said);
  if (said === 'read' && hashed.has(name) && !mutated.equals(bytes))
    fault('read, though its hash is another');
  const changed = changedAround(before, surroundingsOf(own));
  if (changed.length > 0) fault(`wrote outside: ${changed.join(', ')}`);
}

interface Mutated {
  readonly mutation: string;
  readonly mutated: Buffer;
  /** What may come out of it beside what was in the whole one. */
  readonly contents: readonly Buffer[];
}

function mutate(name: string, bytes: Buffer, draws: RandomStream): Mutated {
  if (zipped.has(extname(name)) && draws.below(3) === 0) {
    const kind = hostileZips[draws.below(hostileZips.length)]!;
    const zip = hostileZip(kind, bytes, draws);
    return { mutation: kind, mutated: zip.bytes, contents: zip.contents };
  }
  if (draws.below(2) === 0) {
    const other =
      extname(name) === '.safetensors' ? otherHeader(bytes, draws) : mutateJson(bytes.toString(), draws);
    if (other !== null) return { mutation: 'other values', mutated: Buffer.from(other), contents: [] };
  }
  const kinds = Object.keys(mutateBytes);
  const kind = kinds[draws.below(kinds.length)]!;
  return { mutation: kind, mutated: mutateBytes[kind]!(bytes, draws), contents: [] };
}

/** Beside an archive: what may come out of it, too. */
function addHashes(place: string, contents: readonly Buffer[]): void {
  const file = join(place, hashesFile);
  if (contents.length === 0 || !existsSync(file)) return;
  const known = JSON.parse(readFileSync(file, 'utf8')) as readonly string[];
  const more = contents.map((content) => createHash('sha256').update(content).digest('hex'));
  writeFileSync(file, JSON.stringify([...known, ...more]));
}

/** The JSON at the beginning of a safetensors file with other values. */
function otherHeader(bytes: Buffer, draws: RandomStream): Buffer {
  const length = Number(bytes.readBigUInt64LE(0));
  const header = Buffer.from(mutateJson(bytes.toString('utf8', 8, 8 + length), draws)!);
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([size, header, bytes.subarray(8 + length)]);
}
