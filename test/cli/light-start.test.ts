import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildOnce, cliProgram } from './built-cli.ts';

/** Packages that a built program loads before it does anything: those of its files and of what these import. */
function loadedPackages(program: string): ReadonlySet<string> {
  const packages = new Set<string>();
  const files = new Set([program]);
  for (const file of files)
    for (const [, name] of readFileSync(file, 'utf8').matchAll(/^import\s*(?:[^"';]*?from\s*)?"([^"]+)"/gm)) {
      if (name!.startsWith('.')) files.add(join(dirname(file), name!));
      else if (!name!.startsWith('node:')) packages.add(name!);
    }
  return packages;
}

describe('the terminal’s start', () => {
  beforeAll(buildOnce);

  it('loads nothing of what only a job or the service needs', () => {
    const packages = [...loadedPackages(cliProgram)];
    expect(packages).toContain('commander');
    const heavy = /tensorflow|onnxruntime|sharp|h5wasm|hono|trpc|umap|pino|^ws$/;
    expect(packages.filter((name) => heavy.test(name))).toEqual([]);
  });
});
