import { silentContext } from '../../../src/engine/job/job-context.ts';
import { mapInParallel } from '../../../src/engine/job/map-in-parallel.ts';
import { everyProcedure, type Procedure } from './every-procedure.ts';
import { hostilePaths, linkedPhoto, misfits, tellsOfOutside } from './hostile-paths.ts';
import type { House } from './house.ts';
import { openLine, type Line, type Outcome } from './line.ts';
import type { Leaf } from './sample-input.ts';
import { count, newTally, type Tally } from './tally.ts';

interface Place {
  readonly procedure: Procedure;
  readonly leaf: Leaf;
}

/**
 * As a page with its rights: hostile paths, and values of a wrong kind, in every place of every procedure's input.
 * Asked: no path that leads out is followed, nothing outside is told, whatever fails says so by a code.
 * @param every one of so many values is tried in a place, another one in the next.
 */
export async function sweepCalls(house: House, every: number): Promise<readonly Tally[]> {
  const { cookie, key, origin } = house.rights;
  const line = await openLine(house.port, { cookie, origin }, { page: key });
  const places = placesOf(everyProcedure(house.known));
  try {
    const paths = newTally('hostile paths in every place of every call');
    await tryEach(line, places, hostilePaths(house), every, paths);
    const kinds = newTally('values of a wrong kind or size in every place of every call');
    await tryEach(line, places, misfits, every, kinds);
    return [paths, kinds];
  } finally {
    line.close();
  }
}

/** Each place of each procedure once, whatever forms its input has. */
function placesOf(procedures: readonly Procedure[]): readonly Place[] {
  return procedures.flatMap((procedure) => {
    const leaves = procedure.samples.flatMap((sample) =>
      sample.leaves.map((leaf) => [leaf.name, leaf] as const),
    );
    return [...new Map(leaves).values()].map((leaf) => ({ procedure, leaf }));
  });
}

async function tryEach(
  line: Line,
  places: readonly Place[],
  values: readonly unknown[],
  every: number,
  tally: Tally,
): Promise<void> {
  const calls = places.flatMap((place, index) =>
    values.filter((_, at) => (at + index) % every === 0).map((value) => ({ ...place, value })),
  );
  await mapInParallel(calls, 4, silentContext.signal, async ({ procedure, leaf, value }) => {
    const outcome = await line.ask(procedure, leaf.replaced(value), leaf.isPath);
    const end = outcome.kind === 'error' ? (outcome.schema ? 'wrong form' : outcome.code) : outcome.kind;
    // A name of the reading, in a call that opens no file.
    const named = procedure.path === 'photos.change' && value === linkedPhoto && outcome.kind === 'result';
    const fault = named ? null : faultOf(outcome, leaf, value);
    const asked = `${procedure.path} ${leaf.name}=${JSON.stringify(value).slice(0, 100)}`;
    count(tally, end, fault && `${asked}: ${fault}`);
  });
}

function faultOf(outcome: Outcome, { isPath }: Leaf, value: unknown): string | null {
  if (outcome.kind === 'refused' || outcome.kind === 'silence') return outcome.kind;
  if (tellsOfOutside(outcome.text, value)) return `tells ${outcome.text.slice(0, 300)}`;
  if (outcome.kind === 'result') return isPath && typeof value === 'string' ? 'was followed' : null;
  return outcome.code === 'unexpected' && !outcome.schema ? outcome.text.slice(0, 500) : null;
}
