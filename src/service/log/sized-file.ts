import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A log that takes no more than twice `mostBytes` on disk: the file that is written, and the one before it. */
export interface SizedFile {
  readonly path: string;
  write(line: string): void;
}

/**
 * Appends to `NAME.log` in `folder`; when that is full it becomes `NAME.old.log`. Never throws: where nothing can be written,
 * what is told is dropped, and what cannot be done without the folder says so itself.
 */
export function openSizedFile(folder: string, name: string, mostBytes = 5 * 2 ** 20): SizedFile {
  const path = join(folder, `${name}.log`);
  let file: number | null = null;
  let bytes = 0;
  const open = (): number => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const opened = openSync(path, 'a', 0o600);
    bytes = fstatSync(opened).size;
    return opened;
  };
  // A full or read-only disk must not end what can go on without a log.
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch {
      return;
    }
  };
  attempt(() => {
    file = open();
  });
  return {
    path,
    write(line) {
      attempt(() => {
        file ??= open();
        if (bytes > mostBytes) {
          const full = file;
          file = null;
          closeSync(full);
          renameSync(path, join(folder, `${name}.old.log`));
          file = open();
        }
        bytes += writeSync(file, line);
      });
    },
  };
}
