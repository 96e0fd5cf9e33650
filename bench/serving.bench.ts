import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { startJob } from '../src/service/jobs/run-job.ts';
import { createWarmModels } from '../src/service/predictions/warm-models.ts';
import { listPhotos } from './list-photos.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { runThaw } from './run-program.ts';
import { writeServingSection } from './serving-page.ts';
import { markdownTable, spread } from './statistics.ts';

/**
 * How many photos a second a served model answers, beside the same model asked directly: turn by turn in one run, so
 * that whatever else the machine does slows both.
 */
const options = benchOptions({ rounds: 5, count: 200 });
const numClients = 16;
const single = Math.min(50, options.count);
const run = join(options.work, 'serving-run');
await mkdir(options.work, { recursive: true });
if (!existsSync(join(run, 'evaluation.json'))) {
  // What the weights are makes no difference to the time.
  await rm(run, { recursive: true, force: true });
  const split = join(options.work, 'serving-split');
  await rm(split, { recursive: true, force: true });
  await runThaw(['split', options.photos, '--out', split, '--count', '20,5,5', '--seed', '1']);
  await runThaw(['train', split, '--out', run, '--epochs', '1,1', '--set', 'copies=1']);
}
const photos = await listPhotos(options.photos, options.count);
const paths = photos.map(({ path }) => join(options.photos, path));
const bytes = await Promise.all(paths.map((path) => readFile(path)));
const never = new AbortController().signal;

const entry = resolve('dist/job.js');
const models = createWarmModels({ start: (of) => startJob({ job: 'open-model', run: of }, { entry }) });
const agent = new Agent({ keepAlive: true, maxSockets: numClients });
const server = spawn(process.execPath, ['bin/thaw', 'serve-model', `bench=${run}`, '--port', '0', '--json'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const url = await new Promise<string>((tell) => {
  createInterface(server.stdout).on('line', (line) => {
    tell((JSON.parse(line) as { url: string }).url);
  });
});

/** Seconds in which the model itself, in its own process as the server's, answers photo files. */
async function askModel(some: readonly string[]): Promise<number> {
  const start = performance.now();
  for await (const answer of models.ask(run, { kind: 'score', paths: [...some] }, never))
    if (answer.kind !== 'photo') throw new Error(`bench: ${answer.kind}`);
  return (performance.now() - start) / 1000;
}

function post(photo: Buffer): Promise<void> {
  return new Promise((done, reject) => {
    const headers = { 'content-type': 'image/jpeg', 'content-length': photo.length };
    const sent = request(new URL('/predict', url), { method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('end', () => {
        if (answer.statusCode === 200) done();
        else reject(new Error(`bench: status ${answer.statusCode}`));
      });
    });
    sent.on('error', reject);
    sent.end(photo);
  });
}

/** Seconds in which so many clients, each asking for one photo after the other, have all answers. */
async function askServer(some: readonly Buffer[], clients: number): Promise<number> {
  const start = performance.now();
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < some.length) await post(some[next++]!);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (performance.now() - start) / 1000;
}

await askModel(paths.slice(0, 20));
await askServer(bytes.slice(0, 20), numClients);
const own: number[] = [];
const served: number[] = [];
for (let round = 0; round < options.rounds; round++) {
  own.push(paths.length / (await askModel(paths)));
  served.push(bytes.length / (await askServer(bytes, numClients)));
}
const ownMilliseconds: number[] = [];
const servedMilliseconds: number[] = [];
for (let index = 0; index < single; index++) {
  ownMilliseconds.push(1000 * (await askModel([paths[index]!])));
  servedMilliseconds.push(1000 * (await askServer([bytes[index]!], 1)));
}
const ended = new Promise((done) => server.once('close', done));
server.kill('SIGTERM');
await ended;
agent.destroy();
await models.close();

// Round by round, since what else the machine does changes from one to the next.
const shares = served.map((rate, round) => (100 * rate) / own[round]!);
await writeServingSection(
  'serving',
  `VGG16, 150 px, fp32. The model itself: photo files in passes of 10, no HTTP. Served: ${numClients} clients that each send the bytes of one photo, wait for the answer and send the next. Both in turn, in one run, each in a process of its own.

${markdownTable(
  ['', 'the model itself', 'served', 'asked'],
  [
    [
      `${paths.length} photos, photos/s: median (lowest-highest) of ${options.rounds}`,
      spread(own, 1),
      spread(served, 1),
      '',
    ],
    ['served, in % of the model itself, round by round', '', spread(shares, 0), 'at least 80'],
    [
      `one photo alone, ms: median (lowest-highest) of ${single}`,
      spread(ownMilliseconds, 0),
      spread(servedMilliseconds, 0),
      'at most 150',
    ],
  ],
)}

Measured on ${describeMachine()}, by \`npm run bench -- serving --photos FOLDER --rounds ${options.rounds} --count ${options.count}\`.`,
);
