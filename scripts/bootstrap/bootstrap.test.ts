import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/**
 * The real bin/ and scripts/bootstrap in a made project: a stand-in npm brings a stand-in vite, which builds a program
 * that tells what it was called with. So every step is seen, and nothing is fetched.
 */

const repository = fileURLToPath(new URL('../..', import.meta.url));

let folder: string;
let project: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'thaw-bootstrap-')));
  project = join(folder, 'a project');
  for (const part of ['bin', 'scripts/bootstrap'])
    cpSync(join(repository, part), join(project, part), { recursive: true });
  for (const name of ['src', 'resources', 'scripts/package']) mkdirSync(join(project, name));
  write('src/main.ts', 'first');
  write('resources/runtime.json', '{}');
  write('scripts/package/licences-of-build.mjs', licences);
  for (const name of ['vite.config.ts', 'electron.vite.config.ts', 'svelte.config.js']) write(name, '');
  write('package.json', JSON.stringify({ type: 'module' }));
  writeLock('1.0.0');
  mkdirSync(join(folder, 'tools'));
  writeTool('npm', installer);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, content: string): void {
  writeFileSync(join(project, path), content);
}

function writeLock(version: string): void {
  write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/vite': { version } } }));
}

function writeTool(name: string, source: string): void {
  const file = join(folder, 'tools', name);
  writeFileSync(file, `#!${process.execPath}\n${source}`);
  chmodSync(file, 0o755);
}

/** What runs in dist/: notes the call, and for `setup` leaves what set-up would. */
const program = `
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
const [command] = process.argv.slice(2);
appendFileSync(process.env.CALLS, 'cli ' + process.argv.slice(2).join(' ') + '\\n');
if (command === 'setup') {
  console.log('set-up talks');
  if (process.env.SETUP_FAILS) process.exit(1);
  const home = process.env.THAW_HOME;
  for (const name of ['runtime', 'weights']) mkdirSync(home + '/' + name, { recursive: true });
  writeFileSync(home + '/runtime/addon', 'x');
  writeFileSync(home + '/runtime/runtime.json', JSON.stringify({ addon: 'addon' }));
  writeFileSync(home + '/weights/base', 'weights');
} else console.log('answer ' + JSON.stringify(process.argv.slice(2)));
`;

const licences = `
import { appendFileSync } from 'node:fs';
const name = 'licences ' + (process.argv[2].includes('dist') ? 'of dist' : '');
appendFileSync(process.env.CALLS, name + '\\n');
if (process.env.BUILD_FAILS === name) { console.error('main.ts: cannot be built'); process.exit(1); }
`;

const builder = (name: string, file: string, content: string): string => `
const fs = require('node:fs');
fs.appendFileSync(process.env.CALLS, '${name}\\n');
if (process.env.BUILD_FAILS === '${name}') { console.error('main.ts: cannot be built'); process.exit(1); }
const out = process.argv[process.argv.indexOf('--outDir') + 1];
fs.mkdirSync(out, { recursive: true });
fs.writeFileSync(out + '/${file}', ${JSON.stringify(content)});
`;

const installer = `
const fs = require('node:fs');
fs.appendFileSync(process.env.CALLS, 'npm ' + process.argv[2] + '\\n');
if (process.env.NPM_FAILS) { console.error('npm error ENOTFOUND'); process.exit(1); }
const place = process.argv[process.argv.indexOf('--prefix') + 1] + '/node_modules';
const builders = ${JSON.stringify({
  vite: builder('vite', 'cli.js', program),
  'electron-vite': builder('electron-vite', 'page.html', 'the page'),
})};
for (const [name, source] of Object.entries(builders)) {
  fs.mkdirSync(place + '/' + name + '/bin', { recursive: true });
  fs.writeFileSync(place + '/' + name + '/bin/' + name + '.js', source);
  fs.writeFileSync(place + '/' + name + '/package.json', '{}');
}
`;

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The steps that ran. */
  readonly calls: readonly string[];
}

function thaw(
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  start = join(project, 'bin', 'thaw'),
): Outcome {
  const calls = join(folder, 'calls');
  rmSync(calls, { force: true });
  const env = {
    ...process.env,
    PATH: [join(folder, 'tools'), process.env.PATH].join(delimiter),
    THAW_HOME: join(folder, 'home'),
    THAW_LANGUAGE: 'en',
    THAW_RUNTIME: '',
    npm_execpath: '',
    CALLS: calls,
    ...environment,
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [start, ...parameters], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return {
    status,
    stdout,
    stderr,
    calls: existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [],
  };
}

describe.skipIf(process.platform === 'win32')('bin/thaw', () => {
  it('installs and builds first, and then only runs; stdout is the answer alone', () => {
    const first = thaw(['scan', 'a folder', '--json']);
    expect(first.calls).toEqual([
      'npm ci',
      'vite',
      'electron-vite',
      'licences of dist',
      'cli scan a folder --json',
    ]);
    expect(first).toMatchObject({ status: 0, stdout: 'answer ["scan","a folder","--json"]\n' });
    expect(first.stderr).toContain('Installing packages');
    const second = thaw(['scan']);
    expect(second).toMatchObject({ calls: ['cli scan'], stderr: '' });
  });

  it('runs through a link, from any folder', () => {
    const link = join(folder, 'linked');
    symlinkSync(join(project, 'bin', 'thaw'), link);
    expect(thaw(['--version'], {}, link)).toMatchObject({ status: 0, stdout: 'answer ["--version"]\n' });
  });

  it('builds again after a source has changed, and not after a test has', () => {
    thaw(['scan']);
    write('src/main.test.ts', 'a test');
    expect(thaw(['scan']).calls).toEqual(['cli scan']);
    write('src/main.ts', 'changed');
    expect(thaw(['scan']).calls).toEqual(['vite', 'electron-vite', 'licences of dist', 'cli scan']);
    rmSync(join(project, 'dist'), { recursive: true });
    expect(thaw(['scan']).calls).toEqual(['vite', 'electron-vite', 'licences of dist', 'cli scan']);
  });

  it('installs again after the lock file has changed', () => {
    thaw(['scan']);
    writeLock('1.0.1');
    expect(thaw(['scan']).calls).toEqual(['npm ci', 'vite', 'electron-vite', 'licences of dist', 'cli scan']);
    expect(existsSync(join(project, 'node_modules', '.thaw', 'old'))).toBe(false);
  });

  it('takes packages that were installed by hand', () => {
    thaw(['scan']);
    rmSync(join(project, 'node_modules', '.thaw'), { recursive: true });
    const installed = { packages: { 'node_modules/vite': { version: '1.0.0' } } };
    write('node_modules/.package-lock.json', JSON.stringify(installed));
    expect(thaw(['scan']).calls).toEqual(['cli scan']);
    writeLock('2.0.0');
    expect(thaw(['scan']).calls[0]).toBe('npm ci');
  });

  it('says why packages could not be installed, and keeps those that were there', () => {
    thaw(['scan']);
    writeLock('1.0.1');
    const outcome = thaw(['scan'], { NPM_FAILS: '1' });
    expect(outcome).toMatchObject({ status: 1, stdout: '', calls: ['npm ci'] });
    expect(outcome.stderr).toContain('npm error ENOTFOUND');
    expect(outcome.stderr).toContain('Without a connection');
    expect(existsSync(join(project, 'node_modules', 'vite', 'bin', 'vite.js'))).toBe(true);
    writeLock('1.0.0');
    expect(thaw(['scan']).calls.at(-1)).toBe('cli scan');
  });

  it.each(['vite', 'electron-vite', 'licences of dist'])(
    'says why %s could not build, and keeps what was there',
    (name) => {
      thaw(['scan']);
      write('src/main.ts', 'broken');
      const outcome = thaw(['scan'], { BUILD_FAILS: name });
      expect(outcome).toMatchObject({ status: 1, stdout: '' });
      expect(outcome.stderr).toContain('main.ts: cannot be built');
      for (const file of ['cli.js', 'page.html'])
        expect(existsSync(join(project, 'dist', file)), file).toBe(true);
    },
  );

  it('starts the window where it can, else says why in one line and opens the browser form', () => {
    cpSync(join(repository, 'scripts', 'start.mjs'), join(project, 'scripts', 'start.mjs'));
    const start = join(project, 'scripts', 'start.mjs');
    const first = thaw(['--port', '5'], {}, start);
    expect(first.calls.slice(-2)).toEqual(['cli setup', 'cli serve --port 5']);
    expect(first.stderr).toContain("Electron's binary is not here");
    const electron = join(project, 'node_modules', 'electron');
    mkdirSync(join(electron, 'dist'), { recursive: true });
    writeFileSync(join(electron, 'path.txt'), 'electron');
    writeFileSync(
      join(electron, 'dist', 'electron'),
      `#!${process.execPath}\nrequire('node:fs').appendFileSync(process.env.CALLS, 'window ' + process.argv[2]);`,
    );
    chmodSync(join(electron, 'dist', 'electron'), 0o755);
    const without = thaw([], { DISPLAY: '', WAYLAND_DISPLAY: '' }, start);
    expect(without.calls).toEqual(['cli serve']);
    expect(without.stderr.trim().split('\n')).toHaveLength(1);
    const withDisplay = thaw([], { DISPLAY: ':0' }, start);
    // Chromium's sandbox does not work for root.
    const opened =
      process.getuid?.() === 0 ? 'cli serve' : `window ${join(project, 'dist', 'main', 'main.js')}`;
    expect(withDisplay.calls).toEqual([opened]);
  });

  it('provides TensorFlow and weights for commands that compute, once', () => {
    const first = thaw(['predict', 'run']);
    expect(first.calls).toEqual([
      'npm ci',
      'vite',
      'electron-vite',
      'licences of dist',
      'cli setup --no-weights',
      'cli predict run',
    ]);
    expect(first.stdout).toBe('answer ["predict","run"]\n');
    expect(first.stderr).toContain('set-up talks');
    expect(thaw(['train', 'photos']).calls).toEqual(['cli train photos']);
  });

  it('fetches the weights for the app, also after a command that did without', () => {
    thaw(['predict', 'run']);
    expect(thaw(['serve']).calls).toEqual(['cli setup', 'cli serve']);
    expect(thaw(['serve']).calls).toEqual(['cli serve']);
    expect(thaw(['train', 'photos']).calls).toEqual(['cli train photos']);
  });

  it('needs neither for the others, nor to tell how a command is used', () => {
    for (const parameters of [['scan'], ['split'], ['doctor'], ['train', '--help'], ['--version'], []])
      expect(thaw(parameters).calls, parameters.join(' ')).not.toContain('cli setup');
  });

  it('sets up again where a file is gone or changed, or another TensorFlow is asked for', () => {
    thaw(['predict']);
    rmSync(join(folder, 'home', 'weights', 'base'));
    expect(thaw(['predict']).calls).toEqual(['cli setup --no-weights', 'cli predict']);
    writeFileSync(join(folder, 'home', 'runtime', 'addon'), 'longer');
    expect(thaw(['predict']).calls).toEqual(['cli setup --no-weights', 'cli predict']);
    expect(thaw(['predict'], { THAW_TENSORFLOW: '/mine' }).calls).toEqual([
      'cli setup --no-weights',
      'cli predict',
    ]);
  });

  it('runs the command even where set-up failed, and tries again next time', () => {
    expect(thaw(['predict'], { SETUP_FAILS: '1' })).toMatchObject({
      status: 0,
      stdout: 'answer ["predict"]\n',
    });
    expect(thaw(['predict']).calls).toEqual(['cli setup --no-weights', 'cli predict']);
    expect(thaw(['predict']).calls).toEqual(['cli predict']);
  });

  it('speaks the language of the person', () => {
    expect(thaw(['scan'], { THAW_LANGUAGE: 'zh-CN' }).stderr).toContain('安装软件包');
  });
});
