import { silentContext } from '../../../src/engine/job/job-context.ts';
import { mapInParallel } from '../../../src/engine/job/map-in-parallel.ts';
import { ask } from '../../../src/service/door/fixtures/test-door.ts';
import { uploadUrl } from '../../../src/shared/app/urls.ts';
import { everyRoute } from './every-route.ts';
import { hostilePaths, tellsOfOutside } from './hostile-paths.ts';
import type { House } from './house.ts';
import { openLine } from './line.ts';
import { count, newTally, type Tally } from './tally.ts';

/**
 * As a page with its rights: hostile paths in every part of every query, and as the address of a file of the page.
 * Asked: as in `sweepCalls`; what is uploaded stays in its folder whatever it is called.
 */
export async function sweepAddresses(house: House, every: number): Promise<readonly Tally[]> {
  return [await sweepQueries(house, every), await sweepFiles(house, every)];
}

/** Parts of a query that say what is opened. An upload's path is only a name within its own folder. */
const opening: ReadonlySet<string> = new Set(['GET project', 'GET run', 'GET path', 'GET id', 'POST upload']);

async function sweepQueries(house: House, every: number): Promise<Tally> {
  const { port, known, rights } = house;
  const tally = newTally('hostile paths in every part of every query');
  const headers = { cookie: rights.cookie, origin: rights.origin };
  const upload = await beginUpload(house);
  const places = everyRoute(known.project!, known.run!).flatMap(({ method, address }) => {
    const real = method === 'POST' && address.includes('?') ? uploadUrl(upload, 'apple/0.png') : address;
    const [path = '', query = ''] = real.split('?');
    return [...new URLSearchParams(query).keys()].map((name) => ({ method, path, query, name }));
  });
  const calls = places.flatMap(({ method, path, query, name }, index) =>
    hostilePaths(house)
      .filter((_, at) => (at + index) % every === 0)
      .map((value) => {
        const changed = new URLSearchParams(query);
        changed.set(name, value);
        return { method, name, value, address: `${path}?${changed.toString()}` };
      }),
  );
  await mapInParallel(calls, 4, silentContext.signal, async ({ method, name, value, address }) => {
    const { status, body } = await ask(port, address, { method, headers });
    const followed = status < 400 && opening.has(`${method} ${name}`);
    const wrong = followed || isOurFault(status) || tellsOfOutside(body, value);
    count(tally, String(status), wrong ? `${method} ${address} gave ${status} ${body.slice(0, 300)}` : null);
  });
  return tally;
}

async function beginUpload({ port, rights: { cookie, key, origin } }: House): Promise<string> {
  const line = await openLine(port, { cookie, origin }, { page: key });
  const outcome = await line.ask({ path: 'uploads.begin', method: 'mutation' }, undefined);
  line.close();
  const upload = outcome.kind === 'result' ? /"upload":"([0-9a-f]+)"/.exec(outcome.text)?.[1] : undefined;
  if (upload === undefined) throw new Error(`no upload was begun: ${JSON.stringify(outcome)}`);
  return upload;
}

async function sweepFiles(house: House, every: number): Promise<Tally> {
  const tally = newTally('hostile paths as addresses of the page’s files');
  const bases = ['/', '/assets/', '//'];
  const forms = [
    encodeURI,
    encodeURIComponent,
    (path: string) => encodeURI(path).replaceAll('.', '%2e'),
    (path: string) => encodeURIComponent(encodeURIComponent(path)),
  ];
  const addresses = hostilePaths(house)
    .flatMap((path) => forms.flatMap((form) => bases.map((base) => ({ path, address: base + form(path) }))))
    .filter((_, at) => at % every === 0);
  await mapInParallel(addresses, 4, silentContext.signal, async ({ path, address }) => {
    const { status, body } = await ask(house.port, address);
    const isPage = new URL(address.replace(/^\/+/, '/'), 'http://page').pathname === '/';
    const wrong = (status < 400 && !isPage) || isOurFault(status) || tellsOfOutside(body, path);
    count(tally, String(status), wrong ? `GET ${address} gave ${status} ${body.slice(0, 300)}` : null);
  });
  return tally;
}

/** 507 says that the disk is full. */
function isOurFault(status: number): boolean {
  return status >= 500 && status !== 507;
}
