import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { homeFolders } from '../src/engine/storage/home.ts';
import { readTestWeights } from '../test/base-weights.ts';
import { openCountedGpu } from '../test/webgpu/work/count-work.ts';
import { writeGpuSection } from './gpu/gpu-page.ts';
import { goldenSets, type Distance } from './gpu/golden-sets.ts';
import { describeMachine } from './machine.ts';

/**
 * The sets of test/golden by WebGPU, against Keras's numbers. Each set's outcome is kept as soon as it is there: a program
 * that was ended goes on with the next set, and one that came through begins anew.
 */
interface Outcome {
  readonly distances: readonly Distance[];
  readonly seconds: number;
}

const folder = join(homeFolders.cache(), 'bench');
const kept = join(folder, 'golden-gpu.json');
const outcomes: Record<string, Outcome> = existsSync(kept)
  ? (JSON.parse(await readFile(kept, 'utf8')) as Record<string, Outcome>)
  : {};
await mkdir(folder, { recursive: true });

const backend = await openCountedGpu();
const sets = goldenSets(backend, await readTestWeights());
for (const [name, compare] of Object.entries(sets)) {
  if (!outcomes[name]) {
    const start = performance.now();
    const distances = await compare();
    outcomes[name] = { distances, seconds: (performance.now() - start) / 1000 };
    await writeFile(kept, JSON.stringify(outcomes));
  }
  console.log(name, JSON.stringify(outcomes[name]));
  await writeGpuSection('golden', section(outcomes));
}
await rm(kept);
process.exit(Object.values(outcomes).every(({ distances }) => distances.every(agrees)) ? 0 : 1);

function agrees({ found, allowed }: Distance): boolean {
  return found < allowed;
}

function section(done: Readonly<Record<string, Outcome>>): string {
  const rows = Object.entries(done).flatMap(([set, { distances, seconds }]) =>
    distances.map((distance, index) => {
      const { what, found, allowed } = distance;
      const time = index === 0 ? seconds.toFixed(0) : '';
      const verdict = agrees(distance) ? '' : ' **too far**';
      return `| ${index === 0 ? set : ''} | ${what} | ${found.toExponential(1)}${verdict} | ${allowed.toExponential(0)} | ${time} |`;
    }),
  );
  const missing = Object.keys(sets).filter((name) => !done[name]);
  const notDone = missing.length > 0 ? `\n\nNot computed yet: ${missing.join(', ')}.` : '';
  return `What Keras computed (test/golden, where each set says what its distance is of), computed again by WebGPU on ${backend.facts.device}, with ${describeMachine()}, beside other work: the seconds tell nothing of a GPU. The sixth set, augmentation, is computed by the processor on every device, and its test runs everywhere.

| set | what | distance | at most | seconds |
| --- | --- | --- | --- | --- |
${rows.join('\n')}${notDone}`;
}
