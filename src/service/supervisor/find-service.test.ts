import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { useTemporaryHome, type TemporaryHome } from '../../../test/temporary-home.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { thawVersion } from '../../shared/version.ts';
import { startService } from '../start-service.ts';
import { openTrainingRecord, type TrainingEntry } from '../training/training-record.ts';
import { findService, isUp } from './find-service.ts';
import { joinService } from './join-service.ts';
import { writeServiceFile } from './service-file.ts';

const token = 'a-token-of-more-than-twenty-letters';
const servers: Server[] = [];
let home: TemporaryHome | null = null;
afterEach(() => {
  home?.remove();
  home = null;
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** The service.json of a service that answers so; its process is this one. */
async function serviceThat(answers: RequestListener) {
  const server = createServer(answers);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, pid: process.pid, token, version: '1.0.0' };
}

const silent: RequestListener = () => undefined;

/** Proves that it knows the token. */
const healthy: RequestListener = ({ url }, answer) => {
  const challenge = new URL(url!, 'http://127.0.0.1').searchParams.get('challenge');
  const proof = createHmac('sha256', token).update(`proof\0${challenge}`).digest('hex');
  answer.end(JSON.stringify({ name: 'thaw', version: '1.0.0', proof }));
};

const waiting: TrainingEntry = {
  project: 'p',
  run: 'r',
  state: 'waiting',
  recipe: recipeByName('scratch'),
  changes: [],
  seed: 1,
  folds: null,
  startFrom: null,
  name: null,
  createdAt: '2026-03-01T10:00:00.000Z',
  error: null,
};

it('takes a living process that gives no answer in time for busy, and starts no second one', async () => {
  home = useTemporaryHome();
  const file = await serviceThat(silent);
  await writeServiceFile(file);
  expect(await findService()).toEqual(file);
  const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn(), fatal: vi.fn() };
  await expect(startService({ port: 0, roots: [], log })).rejects.toMatchObject({
    code: 'service-runs',
    facts: { port: file.port, pid: process.pid },
  });
}, 20_000);

it('neither joins nor ends a service of another version, and says whether it trains', async () => {
  home = useTemporaryHome();
  const file = await serviceThat(healthy);
  await writeServiceFile({ ...file, version: '0.0.1' });
  const refusal = {
    code: 'other-version-runs',
    facts: { running: '0.0.1', own: thawVersion, trains: false },
  };
  await expect(joinService()).rejects.toMatchObject(refusal);
  await openTrainingRecord(home.folder).write([waiting]);
  await expect(joinService()).rejects.toMatchObject({ facts: { trains: true } });
  await writeServiceFile({ ...file, version: thawVersion });
  expect(await joinService()).toMatchObject({ pid: file.pid });
});

it('takes an ended process for dead, whoever listens at its port', async () => {
  const ended = spawnSync(process.execPath, ['--version']).pid;
  expect(await isUp({ ...(await serviceThat(silent)), pid: ended })).toBe(false);
});

it('takes a refused connection and what does not prove to be the service for dead', async () => {
  const wrong = [
    '{"name":"thaw","version":"1.0.0","proof":"00"}',
    '{"name":"thaw","version":"1.0.0"}',
    '{"name":"other"}',
    'no JSON',
  ];
  for (const body of wrong) {
    const file = await serviceThat((_, answer) => answer.end(body));
    expect(await isUp(file), body).toBe(false);
  }
  const gone = await serviceThat(silent);
  await new Promise((resolve) => servers.pop()!.close(resolve));
  expect(await isUp(gone)).toBe(false);
});
