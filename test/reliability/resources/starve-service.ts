import { execFileSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { connectTo } from '../../../src/service/door/fixtures/test-door.ts';
import { sessionPaths } from '../../../src/shared/app/session.ts';
import { handlesOf } from '../doors/holdings.ts';
import { makeProject } from '../doors/make-project.ts';
import { letPageIn } from '../doors/page-rights.ts';
import { allowNone } from './few-handles.ts';
import { startServiceOnce, type ReadyService } from './start-service-once.ts';
import type { TroubleBench } from './trouble-bench.ts';

/** Connections that come while there is no number for any. */
const knocks = 40;

/**
 * A service that may open nothing more, neither files nor connections: it lives, a page that was there gets an error with a
 * code, and once it may again, it does what it was asked and holds no more than before.
 */
export async function starveService(bench: TroubleBench, trouble: string): Promise<void> {
  const place = { ...bench.place, home: bench.freshHome() };
  const faults: string[] = [];
  const end = await startServiceOnce(
    place,
    async (service) => {
      try {
        faults.push(...(await starve(service, place.home, bench.photos)));
      } catch (error) {
        faults.push(String(error).slice(0, 300));
      }
    },
    [bench.folder],
  );
  bench.note({ trouble, when: 'service', codes: ['none'] }, end, faults);
}

async function starve({ pid, port, token }: ReadyService, home: string, photos: string): Promise<string[]> {
  const faults: string[] = [];
  const rights = await letPageIn(port, token);
  const before = handlesOf(pid);
  const headers = { cookie: rights.cookie, origin: rights.origin };
  const page = connectTo(port, { page: rights.key }, { headers });
  await page.client.projects.list.query();
  allowNone(pid);
  const said = await page.client.projects.create.mutate({ source: { kind: 'path', path: photos } }).then(
    () => 'none',
    (error: unknown) => codeOf(error),
  );
  if (said !== 'too-many-open-files') faults.push(`a page heard ${said}`);
  const answered = await Promise.all(Array.from({ length: knocks }, () => isAnswered(port)));
  if (answered.includes(true)) faults.push('answered without a number for the connection');
  execFileSync('prlimit', ['--pid', String(pid), '--nofile=4096:']);
  await page.client.projects.list.query();
  await page.close();
  await makeProject(port, rights, home, photos);
  for (let looks = 0; looks < 150 && handlesOf(pid) > before; looks++) await wait(200);
  if (handlesOf(pid) > before) faults.push(`holds ${handlesOf(pid)} handles, ${before} before`);
  return faults;
}

async function isAnswered(port: number): Promise<boolean> {
  const address = `http://127.0.0.1:${port}${sessionPaths.health}`;
  return fetch(address, { signal: AbortSignal.timeout(2_000) }).then(
    () => true,
    () => false,
  );
}

function codeOf(error: unknown): string {
  const data = (error as { readonly data?: { readonly thaw?: { readonly code?: string } } }).data;
  return data?.thaw?.code ?? String(error);
}
