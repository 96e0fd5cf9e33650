import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentContext } from '../job/job-context.ts';
import { downloadWheel } from './download-wheel.ts';

const content = 'a wheel';
const sha256 = createHash('sha256').update(content).digest('hex');
const pin = {
  name: 'some-package',
  version: '1.2',
  pythonVersion: '3.11',
  implementation: 'cp',
  abi: 'cp311',
};
const request = { ...pin, platform: 'manylinux_2_27_x86_64', sha256 };
const before = { ...process.env };

let folder: string;
let wheel: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-wheel-'));
  wheel = join(folder, 'some_package-1.2-cp311-cp311-manylinux_2_27_x86_64.whl');
  await writeFile(wheel, content);
  process.env.THAW_HOME = join(folder, 'home');
});

afterEach(async () => {
  process.env.PATH = before.PATH;
  if (before.THAW_HOME === undefined) delete process.env.THAW_HOME;
  else process.env.THAW_HOME = before.THAW_HOME;
  await rm(folder, { recursive: true, force: true });
});

/** A pip of this version whose report names `url`, and which downloads the wheel itself if `downloads`. */
async function standInPip(version: string, url: string, downloads: boolean): Promise<void> {
  const bin = join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  const report = JSON.stringify({ install: [{ download_info: { url } }] });
  const script = `#!/bin/sh
echo "$@" >> '${folder}/calls'
case "$3" in
  --version) echo 'pip ${version} from /nowhere (python 3.11)' ;;
  install) echo '${report}' ;;
  download) ${downloads ? `while [ "$1" != --dest ]; do shift; done; cp '${wheel}' "$2"` : `echo 'ERROR: no connection' >&2; exit 1`} ;;
esac
`;
  await writeFile(join(bin, 'python3'), script);
  await chmod(join(bin, 'python3'), 0o755);
  process.env.PATH = `${bin}:/usr/bin:/bin`;
}

const calls = async (): Promise<string> => readFile(join(folder, 'calls'), 'utf8');

describe.skipIf(process.platform === 'win32')('a wheel', () => {
  it('is fetched from where pip says it lies, once', async () => {
    await standInPip('23.2', pathToFileURL(wheel).href, false);
    const path = await downloadWheel(request, silentContext);
    expect(await readFile(path, 'utf8')).toBe(content);
    expect(path.startsWith(join(folder, 'home', 'downloads'))).toBe(true);
    expect(await calls()).toContain('--no-deps --only-binary=:all: --platform manylinux_2_27_x86_64');
    await rm(join(folder, 'calls'));
    expect(await downloadWheel(request, silentContext)).toBe(path);
    expect(existsSync(join(folder, 'calls'))).toBe(false);
  });

  it('is fetched by pip where Node does not reach it', async () => {
    await standInPip('23.2', 'file:///nowhere/x.whl', true);
    expect(await readFile(await downloadWheel(request, silentContext), 'utf8')).toBe(content);
    expect(await readdir(join(folder, 'home', 'downloads'))).toHaveLength(1);
  });

  it('is fetched by a pip that is too old to say where it lies', async () => {
    await standInPip('20.3.4', 'unused', true);
    expect(await readFile(await downloadWheel(request, silentContext), 'utf8')).toBe(content);
    expect(await calls()).not.toContain('--report');
  });

  it('is refused where its content is another, whoever fetched it', async () => {
    const other = { ...request, sha256: 'f'.repeat(64) };
    const refusal = {
      code: 'download-wrong-hash',
      facts: { what: 'some-package 1.2', expected: other.sha256, found: sha256 },
    };
    await standInPip('23.2', pathToFileURL(wheel).href, true);
    await expect(downloadWheel(other, silentContext)).rejects.toMatchObject(refusal);
    await standInPip('20.0', 'unused', true);
    await expect(downloadWheel(other, silentContext)).rejects.toMatchObject(refusal);
    expect(await readdir(join(folder, 'home', 'downloads'))).toEqual([]);
  });

  it('cannot be had: pip says why', async () => {
    await standInPip('23.2', 'file:///nowhere/x.whl', false);
    await expect(downloadWheel(request, silentContext)).rejects.toMatchObject({
      code: 'download-failed',
      facts: { detail: 'ERROR: no connection' },
    });
  });

  it('cannot be had without a connection, and that is said once', async () => {
    await standInPip('23.2', 'unused', false);
    const complaint =
      "WARNING: Retrying after connection broken by 'NewConnectionError'\nERROR: No matching distribution";
    const script = await readFile(join(folder, 'bin', 'python3'), 'utf8');
    await writeFile(
      join(folder, 'bin', 'python3'),
      script.replace(/install\).*;;/, `install) printf '%s' "${complaint}" >&2; exit 1 ;;`),
    );
    await expect(downloadWheel(request, silentContext)).rejects.toMatchObject({ code: 'offline' });
    expect(await calls()).not.toContain('-m pip download');
  });

  it('is fetched without Python from where the publisher of an installed Thaw keeps it', async () => {
    process.env.PATH = join(folder, 'empty');
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url!);
      response.end(content);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const description = { schemaVersion: 1, wheels: `http://127.0.0.1:${port}/kept` };
    await writeFile(join(folder, 'downloads.json'), JSON.stringify(description));
    process.env.THAW_PACKAGED = folder;
    try {
      expect(await readFile(await downloadWheel(request, silentContext), 'utf8')).toBe(content);
    } finally {
      delete process.env.THAW_PACKAGED;
      server.close();
    }
    expect(asked).toEqual(['/kept/some-package-1.2-manylinux_2_27_x86_64.whl']);
  });

  it('cannot be had without Python', async () => {
    process.env.PATH = join(folder, 'empty');
    await expect(downloadWheel(request, silentContext)).rejects.toMatchObject({ code: 'pip-missing' });
  });
});
