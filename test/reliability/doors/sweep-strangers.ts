import { silentContext } from '../../../src/engine/job/job-context.ts';
import { mapInParallel } from '../../../src/engine/job/map-in-parallel.ts';
import { ask } from '../../../src/service/door/fixtures/test-door.ts';
import { everyProcedure } from './every-procedure.ts';
import { everyRoute } from './every-route.ts';
import type { House } from './house.ts';
import { openLine, type Outcome } from './line.ts';
import { strangersOf, type Stranger } from './strangers.ts';
import { count, newTally, type Tally } from './tally.ts';

/** Tries every route and every procedure as each stranger. Asked: none is answered. */
export async function sweepStrangers(house: House): Promise<readonly Tally[]> {
  const { port, known } = house;
  const tallies = new Map<string, Tally>();
  const tallyOf = ({ name }: Stranger): Tally => {
    const tally = tallies.get(name) ?? newTally(name);
    tallies.set(name, tally);
    return tally;
  };
  const strangers = await strangersOf(house);
  for (const stranger of strangers.filter(({ socketOnly }) => !socketOnly))
    for (const { method, address, open } of everyRoute(known.project!, known.run!)) {
      if (open && !stranger.shutOut) continue;
      const { status } = await ask(port, address, { method, headers: { ...stranger.headers } });
      const refused = status === 403 || (status === 401 && !stranger.shutOut);
      count(tallyOf(stranger), String(status), refused ? null : `${method} ${address} gave ${status}`);
    }
  const calls = strangers.flatMap((stranger) =>
    everyProcedure(known).map((procedure) => ({ stranger, procedure })),
  );
  await mapInParallel(calls, 8, silentContext.signal, async ({ stranger, procedure }) => {
    const outcome = await askAs(stranger, port, procedure, procedure.samples[0]!.input);
    const refused =
      outcome.kind === 'refused' || (outcome.kind === 'error' && outcome.code === 'not-allowed');
    const end = outcome.kind === 'error' ? outcome.code : outcome.kind;
    count(tallyOf(stranger), end, refused ? null : `${procedure.path} gave ${JSON.stringify(outcome)}`);
  });
  return [...tallies.values()];
}

async function askAs(
  { headers, parameters }: Stranger,
  port: number,
  procedure: { readonly path: string; readonly method: 'query' | 'mutation' | 'subscription' },
  input: unknown,
): Promise<Outcome> {
  try {
    const line = await openLine(port, headers, parameters);
    const outcome = await line.ask(procedure, input);
    line.close();
    return outcome;
  } catch {
    // Not even the socket opened.
    return { kind: 'refused' };
  }
}
