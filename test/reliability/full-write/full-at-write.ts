import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { call, type CallEnd, type Place } from '../kills/killed-call.ts';

/** What a call came to whose job found its disk full. */
export interface FullCall {
  readonly end: CallEnd;
  /** Writes that its job tried, the refused ones too. */
  readonly writes: number;
  /** The first that was refused, such as `write weights.safetensors`; null: it had fewer. */
  readonly refused: string | null;
}

/**
 * Calls `thaw` with a disk that is full from its job's write number `at` on, and stays full; Infinity: never. `folder` is
 * for the program that does it, and what that program saw.
 */
export async function callWithFullDisk(
  folder: string,
  place: Place,
  line: readonly string[],
  at: number,
): Promise<FullCall> {
  const [program, report] = [join(folder, 'full-disk.cjs'), join(folder, 'full-disk.json')];
  writeFileSync(program, fullDisk(at, report));
  rmSync(report, { force: true });
  const end = await call({ ...place, environment: { NODE_OPTIONS: `--require ${program}` } }, line);
  if (!existsSync(report)) throw new Error(`no job told of its writes: ${JSON.stringify(end.last)}`);
  const { writes, refused } = JSON.parse(readFileSync(report, 'utf8')) as {
    readonly writes: number;
    readonly refused: readonly [operation: string, path: string] | null;
  };
  return { end, writes, refused: refused && `${refused[0]} ${lastingName(refused[1])}` };
}

/** A file's name without what differs from time to time: numbers of processes and epochs, hashes, made names. */
function lastingName(path: string): string {
  return basename(path)
    .replace(/\.\d+-\d+-\d+\.tmp$/, '')
    .replaceAll(/\b[0-9a-f]{4,}\b|\d+(?=\.png)|\d{2,}/g, 'N')
    .replaceAll(/N(-N)+/g, 'N');
}

/**
 * A program that is loaded before all others and puts itself before every function of Node that takes room on a disk. A
 * job alone is meant: the terminal's own process writes nothing.
 */
function fullDisk(at: number, report: string): string {
  return `
const fs = require('node:fs');
const { isMainThread } = require('node:worker_threads');
if (isMainThread && /job\\.js$/.test(process.argv[1] ?? '')) {
  const { writeFileSync } = fs;
  let writes = 0;
  let refused = null;
  const paths = new Map();
  const isFull = (operation, path) => {
    writes += 1;
    if (writes < ${Number.isFinite(at) ? at : 'Infinity'}) return null;
    refused ??= [operation, String(path)];
    const error = new Error('ENOSPC: no space left on device, ' + operation);
    return Object.assign(error, { code: 'ENOSPC', errno: -28, syscall: operation, path: String(path) });
  };
  const nameOf = (target) => (typeof target === 'number' ? paths.get(target) ?? 'a descriptor' : target);
  const wraps = (owner, name, how) => {
    const real = owner[name];
    owner[name] = how(real, name);
  };
  const sync = (real, name) => (target, ...rest) => {
    const error = isFull(name, nameOf(target));
    if (error) throw error;
    return real.call(fs, target, ...rest);
  };
  const later = (real, name) => (target, ...rest) => {
    const error = isFull(name, nameOf(target));
    if (!error) return real.call(fs, target, ...rest);
    process.nextTick(rest.at(-1), error);
  };
  const promised = (real, name) => async (target, ...rest) => {
    const error = isFull(name, nameOf(target));
    if (error) throw error;
    return real.call(fs.promises, target, ...rest);
  };
  for (const name of ['writeSync', 'writevSync', 'writeFileSync', 'appendFileSync', 'mkdirSync', 'copyFileSync', 'linkSync'])
    wraps(fs, name, sync);
  for (const name of ['write', 'writev', 'writeFile', 'appendFile', 'mkdir', 'copyFile', 'link']) wraps(fs, name, later);
  for (const name of ['writeFile', 'appendFile', 'mkdir', 'mkdtemp', 'copyFile', 'link', 'cp']) wraps(fs.promises, name, promised);
  // Making a file takes room in its folder; what is written through its handle is asked for once more.
  const makes = (flags) => (typeof flags === 'string' ? /[wa]|\\+/.test(flags) : (flags & fs.constants.O_CREAT) !== 0);
  wraps(fs, 'openSync', (real) => (path, flags = 'r', ...rest) => {
    const error = makes(flags) && !fs.existsSync(path) && isFull('open', path);
    if (error) throw error;
    const descriptor = real.call(fs, path, flags, ...rest);
    paths.set(descriptor, path);
    return descriptor;
  });
  wraps(fs.promises, 'open', (real) => async (path, flags = 'r', ...rest) => {
    const error = makes(flags) && !fs.existsSync(path) && isFull('open', path);
    if (error) throw error;
    const handle = await real.call(fs.promises, path, flags, ...rest);
    for (const name of ['write', 'writev', 'writeFile', 'appendFile', 'sync', 'datasync']) {
      const own = handle[name].bind(handle);
      handle[name] = async (...parameters) => {
        const refusal = makes(flags) && isFull(name, path);
        if (refusal) throw refusal;
        return own(...parameters);
      };
    }
    return handle;
  });
  require('node:module').syncBuiltinESMExports();
  process.on('exit', () => writeFileSync(${JSON.stringify(report)}, JSON.stringify({ writes, refused })));
}
`;
}
