import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolders } from '../src/engine/storage/home.ts';

/** Makes a home of Thaw's own that uses some folders of the real one, such as the weights. */
export function linkHome(home: string, names: readonly ('runtime' | 'weights' | 'sample')[]): void {
  mkdirSync(home);
  for (const name of names) {
    mkdirSync(homeFolders[name](), { recursive: true });
    symlinkSync(homeFolders[name](), join(home, name), 'junction');
  }
}
