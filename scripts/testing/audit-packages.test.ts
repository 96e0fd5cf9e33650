import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditPackages, judgeAudit, type Verdict } from './audit-packages.mjs';

/** npm itself asks a registry of the test's own about the packages of the lock file. */

let cache: string;
let server: Server;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'thaw-audit-'));
});
afterEach(() => {
  server.close();
  rmSync(cache, { recursive: true, force: true });
});

const advisory = (severity: string): object => ({
  id: 1,
  title: 'made up',
  url: 'https://example.invalid/1',
  severity,
  vulnerable_versions: '*',
});

/** @param answers by the end of an address; others are not found */
async function told(answers: Readonly<Record<string, object>>): Promise<Verdict> {
  server = createServer((request, response) => {
    const [, answer] = Object.entries(answers).find(([end]) => request.url!.endsWith(end)) ?? [];
    response.writeHead(answer ? 200 : 405, { 'content-type': 'application/json' });
    request.resume().on('end', () => response.end(answer ? JSON.stringify(answer) : ''));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return judgeAudit(
    await auditPackages(['--registry', `http://127.0.0.1:${port}`, '--cache', cache, '--fetch-retries', '0']),
  );
}

const electron = {
  name: 'electron',
  'dist-tags': {},
  versions: { '1.0.0': { name: 'electron', version: '1.0.0' } },
};

describe('an audit of the packages', () => {
  it('fails for a grave weakness of Electron, which is a package for development', async () => {
    const { stops, text } = await told({
      '/advisories/bulk': { electron: [advisory('high')] },
      '/electron': electron,
    });
    expect(stops).toBe('all');
    expect(text).toContain('electron (high)');
  });

  it('tells a small weakness and passes', async () => {
    const { stops, text } = await told({
      '/advisories/bulk': { electron: [advisory('low')] },
      '/electron': electron,
    });
    expect(stops).toBe('nothing');
    expect(text).toMatch(/^\d{3,} packages audited: .*electron \(low\)/);
  });

  it('passes where the registry knows nothing against any', async () => {
    expect((await told({ '/advisories/bulk': {} })).text).toMatch(/^\d{3,} packages audited: .*known\.$/);
  });

  it('says that nothing was audited where the registry has no audit, and stops a release alone', async () => {
    const { stops, text } = await told({});
    expect(stops).toBe('release');
    expect(text).toMatch(/^Packages not audited: 405/);
  });
});
