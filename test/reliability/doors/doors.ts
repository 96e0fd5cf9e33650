import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceFileName } from '../../../src/shared/app/service-process.ts';
import { treeOf } from '../../tree-of.ts';
import { bearCrowd, type Borne } from './crowd.ts';
import { settledHoldings, type Holdings } from './holdings.ts';
import { groundsOf, openHouse, type House } from './house.ts';
import { abuseSockets } from './messages.ts';
import { sendTooMuch } from './sizes.ts';
import { sweepAddresses } from './sweep-addresses.ts';
import { sweepCalls } from './sweep-calls.ts';
import { sweepStrangers } from './sweep-strangers.ts';
import type { Tally } from './tally.ts';

export interface DoorsOrder {
  /** The built terminal program. */
  readonly cli: string;
  /** One of so many hostile values is tried in a place, another one in the next. */
  readonly every: number;
  /** Crowds, one after the other, of so many connections. */
  readonly crowds: readonly number[];
}

export interface DoorsFound {
  readonly tallies: readonly Tally[];
  readonly crowds: readonly Borne[];
  /** Of the service: before the floods, after them, and after each crowd. */
  readonly held: readonly Holdings[];
  /** All that ought not to have happened. */
  readonly faults: readonly string[];
}

/** Tries every door of a real service. Asked: no stranger is answered, nothing is hurt, a page is answered at once. */
export async function tryDoors({ cli, every, crowds: sizes }: DoorsOrder): Promise<DoorsFound> {
  const house = await openHouse(cli);
  try {
    const trees = treeOf(groundsOf(house));
    const tallies = [
      ...(await sweepStrangers(house)),
      ...(await sweepCalls(house, every)),
      ...(await sweepAddresses(house, every)),
    ];
    const before = await settledHoldings(house, 0);
    const most = before.handles;
    const held = [before];
    tallies.push(await sendTooMuch(house), await abuseSockets(house));
    held.push(await settledHoldings(house, most));
    const crowds: Borne[] = [];
    for (const size of sizes) {
      crowds.push(await bearCrowd(house, size));
      held.push(await settledHoldings(house, most));
    }
    const faults = [...tallies, ...crowds.map(({ tally }) => tally)].flatMap((tally) => tally.faults);
    const changed = JSON.stringify(treeOf(groundsOf(house))) !== JSON.stringify(trees);
    if (changed) faults.push('files were made, changed or removed');
    if (held.some(({ handles }) => handles > most))
      faults.push(`handles were left open: ${held.map(({ handles }) => handles).join(', ')}, not ${most}`);
    return { tallies, crowds, held, faults: [...faults, ...whatTheServiceSays(house)] };
  } finally {
    await house.close();
  }
}

/** A service that died was started again, with another process; what it did not foresee stands in its log. */
function whatTheServiceSays({ home, pid }: House): readonly string[] {
  const file = JSON.parse(readFileSync(join(home, serviceFileName), 'utf8')) as { readonly pid: number };
  const log = readFileSync(join(home, 'logs', 'service.log'), 'utf8');
  const unforeseen = log.split('\n').filter((line) => line.includes('"level":50'));
  return [...(file.pid === pid ? [] : ['the service died']), ...unforeseen.map((line) => line.slice(0, 500))];
}
