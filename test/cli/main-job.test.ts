import { cp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { skippedWithoutWeights, testWeightsFile } from '../base-weights.ts';
import { buildOnce, thaw, type Call, type Ended } from './built-cli.ts';
import { copyPhotos, newFolder, newHome } from './test-folders.ts';
import { treeOf } from '../tree-of.ts';

let folder: string;
let photos: string;
let run: string;
let classes: string[];
let environment: NodeJS.ProcessEnv;
let trained: Ended;

// Every call starts a process with TensorFlow in it, at the lowest priority.
// The precision is named: by itself each run takes the one that is faster at that moment.
const tiny = [
  ...['--image-size', '48', '--batch', '4', '--epochs', '3,2', '--seed', '5'],
  ...['--set', 'copies=1', '--set', 'precision=exact'],
];

const call = (line: readonly string[], more: Call = {}): Promise<Ended> =>
  thaw(line, { cwd: folder, ...more, environment: { ...environment, ...more.environment } });

describe.skipIf(testWeightsFile === null)(`the main job${skippedWithoutWeights}`, () => {
  beforeAll(async () => {
    await buildOnce();
    folder = await newFolder('main-job');
    photos = join(folder, 'photos');
    run = join(folder, 'run');
    environment = newHome(folder);
    classes = await copyPhotos(photos, 10);
    trained = await call(['train', photos, '--out', run, ...tiny, '--json']);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('trains, measures and says so as JSON lines', () => {
    expect(trained.stderr).toBe('');
    expect(trained.exitCode).toBe(0);
    const events = trained.json();
    expect(events.filter(({ kind }) => kind === 'epoch').map(({ phase, epoch }) => [phase, epoch])).toEqual([
      ['head', 1],
      ['head', 2],
      ['head', 3],
      ['fine-tune', 4],
      ['fine-tune', 5],
    ]);
    const share = expect.any(Number);
    expect(events.at(-1)).toMatchObject({
      kind: 'result',
      run,
      test: { accuracy: share, loss: share, count: 2 },
      validation: { accuracy: share, loss: share, count: 4 },
      seconds: share,
      skipped: [],
    });
  });

  it('measures the same again, and on other photos', async () => {
    const again = await call(['evaluate', run, '--json']);
    expect(again.exitCode).toBe(0);
    const { test, validation } = trained.json().at(-1)! as Record<string, { loss: number }>;
    const measured = again.json().at(-1)! as Record<string, { loss: number; count: number }>;
    expect(measured.test!.loss).toBeCloseTo(test!.loss, 5);
    expect(measured.validation!.loss).toBeCloseTo(validation!.loss, 5);
    const other = await call(['evaluate', run, '--data', photos, '--json']);
    expect(other.json().at(-1)).toMatchObject({ kind: 'result', test: { count: 20 }, validation: null });
    const plain = await call(['evaluate', run]);
    expect(plain.stdout).toContain('Confusion matrix');
    expect(plain.stdout).toContain(`are ${classes[0]!}`);
  });

  it('predicts files and folders, as lines, JSON and CSV, and goes on after a damaged file', async () => {
    const damaged = join(folder, 'damaged.jpg');
    await writeFile(damaged, 'no picture at all');
    const csv = join(folder, 'answers.csv');
    const ended = await call(['predict', run, join(photos, classes[0]!), damaged, '--json', '--csv', csv]);
    expect(ended.exitCode).toBe(3);
    const events = ended.json();
    const predictions = events.filter(({ kind }) => kind === 'prediction');
    expect(predictions).toHaveLength(11);
    for (const { label, probabilities } of predictions.slice(0, 10)) {
      expect(classes).toContain(label);
      expect(Object.keys(probabilities as object)).toEqual(classes);
      expect(Object.values(probabilities as Record<string, number>).reduce((sum, p) => sum + p)).toBeCloseTo(
        1,
        5,
      );
    }
    expect(predictions.at(-1)).toMatchObject({ file: damaged, label: null });
    expect(events.at(-1)).toMatchObject({ kind: 'result', predicted: 10, skipped: [{ path: damaged }] });
    const lines = (await readFile(csv, 'utf8')).split('\r\n');
    expect(lines).toHaveLength(13);
    // Four validation photos choose no rule: every answer stands, and a share cannot be asked for.
    expect(predictions.slice(0, -1).every(({ accepted }) => accepted)).toBe(true);
    expect((await call(['predict', run, photos, '--accept', '90'])).exitCode).toBe(1);
    expect(lines[0]).toBe(`file,label,confidence,answer,${classes.join(',')}`);

    const refused = await call(['predict', run, photos, '--csv', csv]);
    expect(refused.exitCode).toBe(1);
    const plain = await call(['predict', run, join(photos, classes[0]!)]);
    expect(plain.exitCode).toBe(0);
    expect(plain.stdout.trim().split('\n')).toHaveLength(11);
  });

  it.each([
    ['keras-h5', 'model.h5'],
    ['tfjs', 'web'],
  ])('exports as %s', async (format, name) => {
    const out = join(folder, name);
    const ended = await call(['export', run, '--format', format, '--out', out, '--json']);
    expect(ended.exitCode).toBe(0);
    const { maxDifference, files } = ended.json().at(-1)! as { maxDifference: number; files: string[] };
    expect(maxDifference).toBeLessThanOrEqual(1e-4);
    for (const file of files) expect((await stat(file)).size).toBeGreaterThan(0);
    const before = treeOf(folder);
    const again = await call(['export', run, '--format', format, '--out', out, '--json']);
    expect(again.exitCode).toBe(1);
    expect(again.json().at(-1)).toMatchObject({ kind: 'error', code: 'export-destination-taken' });
    expect(treeOf(folder)).toEqual(before);
  });

  it('goes on after a kill and ends where an undisturbed run ends, bit for bit', async () => {
    const killed = join(folder, 'killed');
    const first = await call(['train', photos, '--out', killed, ...tiny, '--json'], {
      onOutput: (stdout, signal) => {
        if (stdout.includes('"phaseEpoch":2')) signal('SIGKILL');
      },
    });
    expect(first.signal).toBe('SIGKILL');
    expect(first.stdout).not.toContain('"kind":"result"');
    const refused = await call(['train', photos, '--out', killed, ...tiny, '--json']);
    expect(refused.json().at(-1)).toMatchObject({ code: 'run-exists', facts: { unfinished: true } });
    const resumed = await call(['train', '--resume', killed, '--json']);
    expect(resumed.exitCode).toBe(0);
    expect(resumed.json()).toContainEqual({
      kind: 'notice',
      notice: { code: 'resumed', epoch: expect.any(Number) },
    });
    const weights = (of: string): Promise<Buffer> => readFile(join(of, 'model', 'weights.safetensors'));
    expect((await weights(killed)).equals(await weights(run))).toBe(true);
    const undisturbed = trained.json().at(-1)!;
    expect(resumed.json().at(-1)).toMatchObject({
      test: undisturbed.test,
      validation: undisturbed.validation,
    });
    const finished = await call(['train', '--resume', killed, '--json']);
    expect(finished.json().at(-1)).toMatchObject({ kind: 'error', code: 'run-finished' });
  });

  it('pauses on Ctrl-C, says how to go on, and exits with 1', async () => {
    const paused = join(folder, 'paused');
    let asked = false;
    const first = await call(['train', photos, '--out', paused, ...tiny, '--epochs', '200,2'], {
      onOutput: (stdout, signal) => {
        if (!asked && stdout.includes('1/200')) {
          asked = true;
          signal('SIGINT');
        }
      },
    });
    expect(first.exitCode).toBe(1);
    expect(first.stderr).toContain('Pausing');
    expect(first.stderr).toMatch(/paused\. Epoch \d+ is saved\. .*thaw train --resume/);
    expect(first.stderr).toContain(paused);
  });

  it('refuses a run of a newer version and a damaged one, and leaves them as they are', async () => {
    const newer = join(folder, 'newer');
    await cp(run, newer, { recursive: true });
    for (const file of ['config.json', 'model/network.json']) {
      const path = join(newer, file);
      const content = JSON.parse(await readFile(path, 'utf8')) as object;
      await writeFile(path, JSON.stringify({ ...content, schemaVersion: 99 }));
    }
    const broken = join(folder, 'broken');
    await cp(run, broken, { recursive: true });
    await writeFile(join(broken, 'model', 'network.json'), '{"schemaVersion":');
    const before = treeOf(folder);
    const photo = join(photos, Object.keys(treeOf(photos))[0]!);
    for (const line of [
      ['train', '--resume', newer],
      ['evaluate', newer],
      ['predict', newer, photo],
      ['export', newer, '--format', 'keras-h5', '--out', join(folder, 'never')],
    ]) {
      const ended = await call([...line, '--json']);
      expect([line[0], ended.exitCode, ended.json().at(-1)?.code]).toEqual([
        line[0],
        1,
        'run-from-newer-version',
      ]);
    }
    const damaged = await call(['predict', broken, photo, '--json']);
    expect([damaged.exitCode, damaged.json().at(-1)?.code]).toEqual([1, 'run-file-damaged']);
    expect(treeOf(folder)).toEqual(before);
  });

  it('says no-photos where there are none to predict', async () => {
    const ended = await call(['predict', run, join(folder, 'home', 'nowhere'), '--json']);
    expect(ended.exitCode).toBe(1);
    expect(ended.json().at(-1)).toMatchObject({ kind: 'error', code: 'no-photos' });
  });
});
