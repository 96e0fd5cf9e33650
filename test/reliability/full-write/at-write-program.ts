/** What happens at a write. */
export interface AtWrite {
  /** Refused as on a full disk, as all that follow; or the whole tree of processes is killed (SIGKILL) before it. */
  readonly act: 'refuse' | 'kill';
  /** The number of the write, from 1; Infinity: none, they are counted. */
  readonly at: number;
  /** Where a process that ends by itself says how many there were, and which was the first that was refused. */
  readonly report: string;
  /**
   * A file that says of the service, in place of its jobs, from which write on its disk is full: `NUMBER` and anything after a
   * space, which tells one order from the next. Without it there is room. `report` then is written at every write.
   */
  readonly order?: string;
}

/**
 * A program that is loaded before all others and puts itself before every function of Node that takes room on a disk. A
 * job is meant, or the service: the terminal's own process writes nothing. A kill may come before a file gets its last name, too.
 */
export function atWriteProgram({ act, at, report, order }: AtWrite): string {
  const told = JSON.stringify(report);
  return `
const fs = require('node:fs');
const { isMainThread } = require('node:worker_threads');
if (isMainThread && /${order === undefined ? 'job' : 'service'}\\.js$/.test(process.argv[1] ?? '')) {
  const { existsSync, readFileSync, writeFileSync } = fs;
  let writes = 0;
  let refused = null;
  const paths = new Map();
  let at = ${Number.isFinite(at) ? at : 'Infinity'};
  const order = ${JSON.stringify(order ?? null)};
  let obeyed = null;
  const hear = () => {
    const said = existsSync(order) ? readFileSync(order, 'utf8') : null;
    if (said === obeyed) return;
    obeyed = said;
    [writes, refused, at] = [0, null, said === null ? Infinity : Number(said.split(' ')[0])];
  };
  const tell = () => writeFileSync(${told}, JSON.stringify({ writes, refused }));
  const isFull = (operation, path) => {
    if (order !== null) hear();
    writes += 1;
    if (writes >= at) refused ??= [operation, String(path)];
    if (order !== null && obeyed !== null) tell();
    if (writes < at) return null;
    ${act === 'kill' ? "process.kill(-process.ppid, 'SIGKILL');" : ''}
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
  ${act === 'kill' ? "wraps(fs.promises, 'rename', promised);\n  wraps(fs, 'renameSync', sync);" : ''}
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
  if (order === null) process.on('exit', tell);
}
`;
}
