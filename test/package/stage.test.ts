import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import configuration from '../../electron-builder.config.mjs';
import { onnxPage } from '../../src/engine/export/samples/page/onnx-page.ts';
import type { ProjectView } from '../../src/shared/app/project-view.ts';
import { licencesFileSchema } from '../../src/shared/app/licence.ts';
import { applySettings } from '../../src/shared/apply-settings.ts';
import { recipeByName } from '../../src/shared/recipes/catalogue.ts';
import { project } from '../cli/built-cli.ts';
import { newFolder, newHome } from '../cli/test-folders.ts';
import { startStaged } from './staged-service.ts';

/** What `npm run stage` makes, which the installers only wrap. Electron itself is not needed for any of it. */

const staged = join(project, '.package');
const app = join(staged, 'app');
const beside = join(staged, 'thaw');
const slow = { timeout: 180_000, interval: 200 };

let folder: string;
let home: string;
let unavailable: string | null = null;

beforeAll(async () => {
  folder = await newFolder('staged');
  home = newHome(folder).THAW_HOME;
  try {
    execFileSync(process.execPath, [join(project, 'scripts/package/stage.mjs')], { stdio: 'pipe' });
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? error);
    // The pinned Node comes over the network once; everything else must be there.
    if (!/npm pack/.test(said)) throw error;
    unavailable = said.trim().split('\n').at(-1) ?? 'npm pack failed';
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the staged app', () => {
  it('has a shell that imports nothing but Electron and Node', ({ skip }) => {
    if (unavailable !== null) skip(`the pinned Node could not be fetched: ${unavailable}`);
    const { main, dependencies } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as {
      main: string;
      dependencies?: object;
    };
    expect(dependencies).toBeUndefined();
    const code = readFileSync(join(app, main), 'utf8');
    const imported = [...code.matchAll(/^import [^"]*"([^"]+)"/gm)].map(([, name]) => name!);
    expect(imported.filter((name) => name !== 'electron' && !name.startsWith('node:'))).toEqual([]);
    for (const file of ['dist/preload/preload.cjs', 'dist/renderer/index.html'])
      expect(existsSync(join(app, file))).toBe(true);
    expect(existsSync(join(staged, 'resources', 'icon.png'))).toBe(true);
  });

  it('names the licence of every package that it brings', ({ skip }) => {
    if (unavailable !== null) skip(`the pinned Node could not be fetched: ${unavailable}`);
    const listed = readFileSync(join(beside, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    const brought = [
      'sharp',
      '@tensorflow/tfjs',
      'hono',
      'svelte',
      'onnxruntime-node',
      'Electron',
      'Node.js',
    ];
    for (const name of [...brought, 'TensorFlow'])
      expect(listed).toMatch(new RegExp(`^${name} \\d.*\\nLicence: \\S`, 'm'));
    expect(listed).toMatch(/^TensorFlow .*\nLicence: Apache-2\.0\nNot in this package/m);
    const { licences } = licencesFileSchema.parse(
      JSON.parse(readFileSync(join(beside, 'dist', 'licences.json'), 'utf8')),
    );
    expect(licences.filter(({ text }) => text === null).map(({ name }) => name)).toEqual([]);
    const staged = readdirSync(join(beside, 'node_modules')).filter((name) => !/^[@.]/.test(name));
    for (const name of staged) expect(licences.map((licence) => licence.name)).toContain(name);
  });

  it('brings no package that only the page or the tests use', ({ skip }) => {
    if (unavailable !== null) skip(`the pinned Node could not be fetched: ${unavailable}`);
    for (const name of ['svelte', 'typescript', 'electron', 'vitest'])
      expect(existsSync(join(beside, 'node_modules', name)), name).toBe(false);
  });

  it('brings of onnxruntime for browsers what an export’s page takes', ({ skip }) => {
    if (unavailable !== null) skip(`the pinned Node could not be fetched: ${unavailable}`);
    const { libraries, binaries } = onnxPage;
    const brought = readdirSync(join(beside, 'node_modules/onnxruntime-web/dist'));
    expect(brought.sort()).toEqual([...Object.keys(binaries), ...Object.keys(libraries)].sort());
  });

  it('starts by its own Node 24, trains the sample and ends with its window', async ({ skip }) => {
    if (unavailable !== null) skip(`the pinned Node could not be fetched: ${unavailable}`);
    const version = execFileSync(join(beside, 'bin', 'node'), ['--version'], { encoding: 'utf8' });
    expect(version).toMatch(/^v24\./);
    const service = await startStaged(beside, home);
    const { client } = service;
    const created = await client.projects.create.mutate({ source: { kind: 'sample' } });
    let view: ProjectView | null = null;
    const watching = client.projects.watch.subscribe(created, {
      onData: (next) => {
        view = next;
      },
    });
    const now = (): ProjectView => view!;
    await vi.waitFor(() => {
      expect(view && now().reading).toEqual({ kind: 'read' });
    }, slow);
    const recipe = applySettings(recipeByName('scratch'), ['imageSize=80', 'epochs=2', 'stepsPerEpoch=none']);
    await client.projects.setSettings.mutate({ ...created, settings: { ...now().settings, recipe } });
    await client.training.start.mutate(created);
    await vi.waitFor(() => {
      expect(now().runs.map(({ state }) => state)).toEqual(['finished']);
    }, slow);
    expect(now().runs[0]).toMatchObject({ epochs: 2, score: { count: expect.any(Number) } });
    watching.unsubscribe();
    expect(await service.close()).toBe(0);
  });
});

describe('the installers', () => {
  it('wrap the staged folders as they are', () => {
    expect(configuration).toMatchObject({
      asar: true,
      directories: { app: '.package/app' },
      extraResources: [{ from: '.package/thaw', to: 'thaw' }],
      npmRebuild: false,
      publish: null,
      linux: { target: ['AppImage', 'deb'] },
      win: { target: ['nsis'] },
      mac: { target: ['dmg', 'zip'] },
    });
  });

  it('leave the shell none of Electron’s doors', () => {
    expect(configuration.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });
});
