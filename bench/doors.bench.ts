import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { tryDoors } from '../test/reliability/doors/doors.ts';
import { describeMachine } from './machine.ts';
import { writeSection } from './reliability-page.ts';
import { markdownTable } from './statistics.ts';

/** Every endpoint of a real service, with everything that may come to it. */
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    connections: { type: 'string', default: '1000' },
    crowds: { type: 'string', default: '3' },
    every: { type: 'string', default: '1' },
  },
});
const [connections, crowds, every] = [values.connections, values.crowds, values.every].map(Number) as [
  number,
  number,
  number,
];
const found = await tryDoors({
  cli: resolve('dist/cli.js'),
  every,
  crowds: Array<number>(crowds).fill(connections),
});
const tried = found.tallies.map(({ name, tried: count, ends, faults }) => [
  name,
  count.toLocaleString('en'),
  [...ends].map(([end, times]) => `${end} ${times.toLocaleString('en')}`).join(', '),
  String(faults.length),
]);
const borne = found.crowds.map(({ tally, before, fresh, endedAfter }, index) => [
  `${index + 1}`,
  String(tally.faults.length),
  before.toFixed(0),
  fresh.toFixed(0),
  endedAfter.toFixed(0),
]);
const moments = ['before', 'after floods', ...found.crowds.map((_, index) => `after crowd ${index + 1}`)];
const held = found.held.map(({ handles, keptBytes, residentBytes }, index) => [
  moments[index]!,
  String(handles),
  (keptBytes / 1e6).toFixed(0),
  (residentBytes / 1e6).toFixed(0),
]);
await writeSection(
  'doors',
  `A real service with a project and a run; its pages may open one folder. Routes and procedures are those that the app and its router list themselves. Asked: no stranger is answered; of a page with its rights no path that leads out is followed; whatever is refused has a code.

${markdownTable(['who or what came', 'tried', 'ends', 'faults'], tried)}

${connections.toLocaleString('en')} connections at once that are silent, send or read drop by drop, ask for what they do not read, or open sockets without a word. Meanwhile a page that was there before asks, and another one comes in by a link and asks.

${markdownTable(['crowd', 'faults', 'answer to the page that was there, ms', 'new page let in and answered, ms', 'all ended after, s'], borne)}

What the service holds:

${markdownTable(['when', 'open files and sockets', 'kept without garbage, MB', 'memory of the process, MB'], held)}

All faults, those in files, log and handles included: ${found.faults.length}.

Measured on ${describeMachine()}, other work beside it, by \`npm run bench -- doors --connections ${connections} --crowds ${crowds} --every ${every}\`.`,
);
for (const fault of found.faults) console.error(fault);
if (found.faults.length > 0) process.exitCode = 1;
