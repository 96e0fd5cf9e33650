import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A log that takes no more than twice `mostBytes` on disk: the file that is written, and the one before it. */
export interface SizedFile {
  readonly path: string;
  write(line: string): void;
}

/** Appends to `NAME.log` in `folder`; when that is full it becomes `NAME.old.log`. */
export function openSizedFile(folder: string, name: string, mostBytes = 5 * 2 ** 20): SizedFile {
  const path = join(folder, `${name}.log`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let file = openSync(path, 'a', 0o600);
  let bytes = fstatSync(file).size;
  return {
    path,
    write(line) {
      try {
        if (bytes > mostBytes) {
          closeSync(file);
          renameSync(path, join(folder, `${name}.old.log`));
          file = openSync(path, 'a', 0o600);
          bytes = 0;
        }
        bytes += writeSync(file, line);
      } catch {
        // A full disk must not end what can go on without a log.
      }
    },
  };
}
