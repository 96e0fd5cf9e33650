import { createHash } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { alone } from './alone.mjs';
import { readJson, writeJson } from './json-file.mjs';
import { root, workFolder } from './places.mjs';
import { runQuietly } from './run-quietly.mjs';
import { words } from './words.mjs';

const built = join(root, 'dist');
const stampName = 'sources.json';

/** The Node side (terminal, service, jobs), and then the window with its page, both into one folder. */
const builders = [
  { what: words.building, program: 'vite/bin/vite.js' },
  { what: words.buildingPage, program: 'electron-vite/bin/electron-vite.js' },
];

/** Lists the licences of what was built; needs the packages, and so it is no part of this program. */
const licencesProgram = join(root, 'scripts', 'package', 'licences-of-build.mjs');

/** Builds dist/ where a source has changed since it was built. */
export async function provideBuild() {
  if (isBuilt()) return;
  await alone(async () => {
    if (isBuilt()) return;
    const sources = hashSources();
    // Built beside and then swapped: a Thaw that runs meanwhile finds its files, old or new, never half of them.
    const fresh = join(workFolder, `dist-${process.pid}`);
    try {
      for (const { what, program } of builders)
        await runQuietly(
          what,
          process.execPath,
          [join(root, 'node_modules', program), 'build', '--logLevel', 'warn', '--outDir', fresh],
          { cwd: root },
        );
      await runQuietly(words.buildingPage, process.execPath, [licencesProgram, fresh], { cwd: root });
      writeJson(join(fresh, stampName), { sources });
      const old = join(workFolder, `old-dist-${process.pid}`);
      if (existsSync(built)) renameSync(built, old);
      renameSync(fresh, built);
      rmSync(old, { recursive: true, force: true });
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  });
}

function isBuilt() {
  const found = readJson(join(built, stampName));
  return found !== null && existsSync(join(built, 'cli.js')) && found.sources === hashSources();
}

/** Paths, sizes and times of all that goes into dist/; reading the contents would take longer. */
function hashSources() {
  const hash = createHash('sha256');
  for (const path of [
    join(root, 'src'),
    join(root, 'resources'),
    join(root, 'scripts', 'package'),
    join(root, 'vite.config.ts'),
    join(root, 'electron.vite.config.ts'),
    join(root, 'svelte.config.js'),
    join(root, 'package-lock.json'),
  ])
    for (const file of filesBelow(path)) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${relative(root, file)}\0${size}\0${mtimeMs}\n`);
    }
  return hash.digest('hex');
}

/**
 * @param {string} path a file, or a folder with files and folders
 * @returns {string[]} sorted; tests are left out
 */
function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !name.endsWith('.test.ts'))
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}
