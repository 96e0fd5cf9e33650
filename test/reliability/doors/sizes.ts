import { silentContext } from '../../../src/engine/job/job-context.ts';
import { mapInParallel } from '../../../src/engine/job/map-in-parallel.ts';
import { uploadUrl } from '../../../src/shared/app/urls.ts';
import { everyRoute } from './every-route.ts';
import type { House } from './house.ts';
import { pour, type Poured } from './raw.ts';
import { count, newTally, type Tally } from './tally.ts';

interface Flood {
  readonly name: string;
  readonly head: string;
  readonly chunk: Buffer;
}

const filling = Buffer.alloc(65_536, 'a');
/** Bytes; a service that still reads then has taken what it ought to refuse. */
const most = 128 * 2 ** 20;

/** Requests that are too large in some way, in every place where one can come in. Asked: each is ended, and soon. */
export async function sendTooMuch(house: House): Promise<Tally> {
  const tally = newTally('bodies, headers and addresses without end');
  await mapInParallel(floodsOf(house), 4, silentContext.signal, async ({ name, head, chunk }) => {
    const poured = await pour(house.port, head, chunk, most);
    count(tally, endOf(poured), faultOf(name, poured));
  });
  return tally;
}

function endOf({ status, ended }: Poured): string {
  if (!ended) return 'went on';
  return status === 0 ? 'ended' : String(status);
}

function faultOf(name: string, { status, sent, ended }: Poured): string | null {
  if (!ended) return `${name}: not ended after ${sent} bytes, ${status}`;
  if (sent >= most) return `${name}: ${sent} bytes were taken`;
  return status >= 500 ? `${name}: ${status}` : null;
}

function floodsOf({ port, known, rights }: House): readonly Flood[] {
  const host = `Host: 127.0.0.1:${port}\r\n`;
  const chunked = Buffer.concat([Buffer.from('10000\r\n'), filling, Buffer.from('\r\n')]);
  const bodies = everyRoute(known.project!, known.run!).flatMap(({ method, address }): Flood[] => {
    const head = `${method} ${address} HTTP/1.1\r\n${host}`;
    return [
      {
        name: `${method} ${address}, a body`,
        head: `${head}Transfer-Encoding: chunked\r\n\r\n`,
        chunk: chunked,
      },
      {
        name: `${method} ${address}, bytes`,
        head: `${head}Content-Length: 99999999999999\r\n\r\n`,
        chunk: filling,
      },
    ];
  });
  const page = `Cookie: ${rights.cookie}\r\nOrigin: ${rights.origin}\r\n`;
  const upload = `POST ${uploadUrl('abcdef012345', 'a.png')} HTTP/1.1\r\n${host}${page}`;
  const get = `GET / HTTP/1.1\r\n${host}`;
  const heads: readonly (readonly [name: string, head: string, chunk: string])[] = [
    ['an upload that says to be 5 GB', `${upload}Content-Length: 5368709120\r\n\r\n`, 'a'],
    ['a header', `${get}X-Long: `, 'a'.repeat(1_000)],
    ['a name of a header', get, 'a'.repeat(1_000)],
    ['headers', get, 'X-Many: a\r\n'.repeat(100)],
    ['an address', 'GET /', 'a'.repeat(1_000)],
    ['a method', '', 'A'.repeat(1_000)],
    ['a cookie', `${get}Cookie: `, 'a=b; '.repeat(200)],
    [
      'an extension of a chunk',
      `POST /session HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n1;`,
      'a=b;',
    ],
    ['trailers', `POST /session HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n0\r\n`, 'X: a\r\n'],
    ['two lengths', `POST /session HTTP/1.1\r\n${host}Content-Length: 2\r\nContent-Length: 3\r\n\r\n`, 'a'],
    [
      'a length and chunks',
      `POST /session HTTP/1.1\r\n${host}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n`,
      'a',
    ],
    [
      'a socket with a header',
      `GET /rpc HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: websocket\r\nX: `,
      'a'.repeat(1_000),
    ],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', '\x00'.repeat(100)],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '\x00'.repeat(100)],
  ];
  return [
    ...bodies,
    ...heads.map(([name, head, text]) => ({ name, head, chunk: Buffer.from(text, 'latin1') })),
  ];
}
