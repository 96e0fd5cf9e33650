import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { call } from '../kills/killed-call.ts';
import type { SmallDisk } from '../small-disk.ts';
import type { TroubleBench } from './trouble-bench.ts';

/** What writes where it is told to, called with a place that is mounted read-only, and again when that may be written to. */
export async function withReadOnlyDestination(bench: TroubleBench, disk: SmallDisk): Promise<void> {
  const { photos, calm, place } = bench;
  const at = (name: string): string => join(disk.folder, name);
  const ratio = ['--ratio', '60,20,20', '--seed', '1', '--mode', 'copy'];
  const lines: Readonly<Record<string, readonly [out: string, line: readonly string[]]>> = {
    'splitting by copy': [at('parts'), ['split', photos, '--out', at('parts'), ...ratio]],
    exporting: [at('kept'), ['export', calm, '--format', 'keras-h5', '--out', at('kept')]],
    'writing a report': [at('report.html'), ['report', calm, '--out', at('report.html')]],
    'writing predictions': [
      at('predicted.csv'),
      ['predict', calm, join(photos, 'apple'), '--csv', at('predicted.csv')],
    ],
  };
  for (const [when, [out, line]] of Object.entries(lines)) {
    disk.setReadOnly(true);
    const refused = await call(place, line);
    disk.setReadOnly(false);
    const faults = existsSync(out) ? ['something was written'] : [];
    const again = await call(place, line);
    if (again.exitCode !== 0 || !existsSync(out))
      faults.push(`does not go on: ${JSON.stringify(again.last).slice(0, 300)}`);
    bench.note(
      { trouble: 'read-only', when: `destination, ${when}`, codes: ['permission-denied'] },
      refused,
      faults,
    );
  }
}
