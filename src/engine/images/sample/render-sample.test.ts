import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isThawError } from '../../../shared/errors/thaw-error.ts';
import { silentContext } from '../../job/job-context.ts';
import { inspectImage } from '../inspect-image.ts';
import { drawPhoto } from './draw-photo.ts';
import { readPicture } from './read-picture.ts';
import { providePhotos, provideSample, renderPhoto } from './render-sample.ts';
import { planSample, sampleName, samplePath, sampleSeed } from './sample-plan.ts';

const plan = planSample(sampleSeed);
const few = [...plan.slice(0, 3), ...plan.slice(-3)];

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'thaw-sample-'));
  vi.stubEnv('THAW_HOME', home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true });
});

describe('the plan', () => {
  test('has two classes of 60 different things', () => {
    for (const className of ['animals', 'food'])
      expect(plan.filter((photo) => photo.className === className).length).toBe(60);
    expect(new Set(plan.map((photo) => photo.picture)).size).toBe(120);
    expect(new Set(plan.map(samplePath)).size).toBe(120);
    expect(new Set(plan.map((photo) => photo.format))).toEqual(new Set(['jpeg', 'png']));
  });

  test('and the drawings depend on the seed alone', async () => {
    expect(planSample(sampleSeed)).toEqual(plan);
    expect(planSample(sampleSeed + 1)).not.toEqual(plan);
    const picture = await readPicture(plan[0]!.picture);
    expect(drawPhoto(plan[0]!, picture, 7)).toBe(drawPhoto(plan[0]!, picture, 7));
    expect(drawPhoto(plan[0]!, picture, 8)).not.toBe(drawPhoto(plan[0]!, picture, 7));
    expect(await renderPhoto(plan[0]!)).toEqual(await renderPhoto(plan[0]!));
  });
});

test('the whole sample is 120 different, usable photos, with nothing else among them', async () => {
  const folder = await provideSample(silentContext);
  expect((await readdir(folder)).sort()).toEqual(['animals', 'food']);
  const hashes = new Set<string>();
  for (const photo of plan) {
    const bytes = await readFile(join(folder, samplePath(photo)));
    expect(await inspectImage(bytes, samplePath(photo))).toEqual({
      ok: true,
      width: photo.width,
      height: photo.height,
    });
    hashes.add(createHash('sha256').update(bytes).digest('hex'));
  }
  expect(hashes.size).toBe(120);
  expect((await readdir(join(folder, 'animals'))).length).toBe(60);
  const credits = await readFile(join(folder, '..', 'CREDITS.txt'), 'utf8');
  expect(credits).toContain('Twemoji');
  expect(credits).toContain('https://creativecommons.org/licenses/by/4.0/');
});

describe('providing', () => {
  const description = (): string => join(home, 'sample', sampleName, 'sample.json');

  test('renders once', async () => {
    await providePhotos(few, silentContext);
    const before = (await stat(description())).mtimeMs;
    await providePhotos(few, silentContext);
    expect((await stat(description())).mtimeMs).toBe(before);
  });

  test('renders anew when a photo is gone or cut', async () => {
    const folder = await providePhotos(few, silentContext);
    const victim = join(folder, samplePath(few[1]!));
    const whole = await readFile(victim);
    await rm(victim);
    await providePhotos(few, silentContext);
    expect(await readFile(victim)).toEqual(whole);
  });

  test('by several at once leaves one sample and no rest', async () => {
    const folders = await Promise.all([1, 2, 3].map(() => providePhotos(few, silentContext)));
    expect(new Set(folders).size).toBe(1);
    expect(await readdir(join(home, 'sample'))).toEqual([sampleName]);
  });

  test('when cancelled leaves nothing', async () => {
    const cancelled = { ...silentContext, signal: AbortSignal.abort() };
    const error = await providePhotos(few, cancelled).catch((reason: unknown) => reason);
    expect(isThawError(error, 'cancelled')).toBe(true);
    expect(await readdir(join(home, 'sample'))).toEqual([]);
  });

  test('clears away what a killed process left', async () => {
    const left = join(home, 'sample', '.rendering-killed');
    await mkdir(left, { recursive: true });
    await utimes(left, new Date(0), new Date(0));
    await providePhotos(few, silentContext);
    expect(await readdir(join(home, 'sample'))).toEqual([sampleName]);
  });

  test('names a picture that is missing', async () => {
    const error = await providePhotos([{ ...few[0]!, picture: 'none' }], silentContext).catch(
      (reason: unknown) => reason,
    );
    expect(isThawError(error, 'sample-picture-missing') && error.facts.file).toBe('@twemoji/svg/none.svg');
  });
});
