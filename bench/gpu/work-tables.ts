import { markdownTable } from '../statistics.ts';
import type { LeastWork } from './least-work.ts';
import { roofline, type PublishedGpu } from './published-gpus.ts';
import type { GpuWork } from '../../test/webgpu/work/watch-device.ts';

/** Work that is compared: by whom, and what was counted. */
export type CountedWays = ReadonlyMap<string, GpuWork>;

/** One column a way; the last one is what no program could do with less. */
export function totalsTable(ways: CountedWays, batchBytes: number, least: LeastWork): string {
  const row = (name: string, of: (work: GpuWork) => string, possible: string): string[] => [
    name,
    ...[...ways.values()].map(of),
    possible,
  ];
  return markdownTable(
    ['', ...ways.keys(), 'least possible'],
    [
      row('dispatches', ({ dispatches }) => String(dispatches), '1'),
      row('submissions', ({ submissions }) => String(submissions), '1'),
      row(
        'uploaded, MB (times the batch)',
        ({ bytesUploaded }) => `${megabytes(bytesUploaded)} (${(bytesUploaded / batchBytes).toFixed(3)})`,
        `${megabytes(batchBytes)} (1)`,
      ),
      row('readings', ({ reads }) => String(reads), '0'),
      row('bytes read', ({ bytesRead }) => bytesRead.toLocaleString('en'), '0'),
      row('allocated, MB', ({ bytesAllocated }) => megabytes(bytesAllocated), '0'),
      row('through kernels, MB', (work) => megabytes(boundBytes(work)), megabytes(least.bytes)),
      row('copied, MB', ({ bytesCopied }) => megabytes(bytesCopied), '0'),
    ],
  );
}

/** One line a kernel, the one that moves most first. */
export function kernelsTable(ways: CountedWays): string {
  const names = new Set([...ways.values()].flatMap(({ kernels }) => [...kernels.keys()]));
  const most = (name: string): number =>
    Math.max(...[...ways.values()].map(({ kernels }) => kernels.get(name)?.bytesBound ?? 0));
  const cell = ({ kernels }: GpuWork, name: string): string => {
    const found = kernels.get(name);
    return found ? `${found.dispatches} (${megabytes(found.bytesBound)})` : '';
  };
  return markdownTable(
    ['kernel: dispatches (MB)', ...ways.keys()],
    [...names]
      .sort((one, other) => most(other) - most(one))
      .map((name) => [name, ...[...ways.values()].map((work) => cell(work, name))]),
  );
}

/** Milliseconds on GPUs by what their makers say, from wholly overlapped to not at all. */
export function rooflineTable(
  gpus: readonly PublishedGpu[],
  works: ReadonlyMap<string, { readonly flop: number; readonly bytes: number }>,
): string {
  return markdownTable(
    ['ms', ...works.keys()],
    gpus.map((gpu) => [
      gpu.name,
      ...[...works.values()].map((work) => {
        const { overlapped, apart } = roofline(gpu, work);
        return `${(1000 * overlapped).toFixed(1)} to ${(1000 * apart).toFixed(1)}`;
      }),
    ]),
  );
}

/** Sizes of the buffers that all dispatches were given. */
export function boundBytes({ kernels }: GpuWork): number {
  return [...kernels.values()].reduce((sum, { bytesBound }) => sum + bytesBound, 0);
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e6 ? 3 : 1);
