import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';

/** A file system of its own in memory, of a size that can be changed while files lie on it. */
export interface SmallDisk {
  readonly folder: string;
  resize(bytes: number): void;
  setReadOnly(isReadOnly: boolean): void;
  remove(): void;
}

const options = (bytes: number): string => `size=${Math.ceil(bytes / 1024)}k`;

/** null where this user may not mount: Linux and its superuser alone may. */
export function openSmallDisk(folder: string, bytes: number): SmallDisk | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options(bytes), 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return {
    folder,
    resize: (size) => {
      execFileSync('mount', ['-o', `remount,${options(size)}`, folder]);
    },
    setReadOnly: (isReadOnly) => {
      execFileSync('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, folder]);
    },
    remove: () => {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
