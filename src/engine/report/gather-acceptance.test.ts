import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { schemaVersion, type ModelFile, type PhotoAnswer } from '../../shared/run-files.ts';
import { gatherAcceptance } from './gather-acceptance.ts';

const rule = { confidence: 0.6, familiarity: 0.5 };
const older: ModelFile = {
  schemaVersion,
  classes: ['cats', 'dogs'],
  image: { size: 150, fit: 'stretch' },
  network: { kind: 'base', base: 'vgg16', units: 16, dropout: 0.5 },
  weightsSha256: '',
};
const model: ModelFile = { ...older, acceptance: rule };
/** Of a cat, which is answered with this probability. */
const answer = (cat: number, familiarity: number): PhotoAnswer => ({
  path: 'a.jpg',
  classIndex: 0,
  probabilities: [cat, 1 - cat],
  familiarity,
});
let run: string;
const write = (name: string, content: object) =>
  writeFile(join(run, name), JSON.stringify({ schemaVersion, ...content }));
beforeEach(async () => {
  run = await mkdtemp(join(tmpdir(), 'thaw-reported-rule-'));
  const test = [answer(0.9, 0.9), answer(0.1, 0.9), answer(0.55, 0.9), answer(0.9, 0.4)];
  await write('answers.json', { test, validation: null });
});
afterEach(() => rm(run, { recursive: true }));

it('counts what the rule accepts of each part, and what of that is right', async () => {
  const test = { count: 4, accepted: 2, right: 1 };
  expect(await gatherAcceptance(run, model)).toEqual({ rule, share: null, validation: null, test });
});

it("is by a person's rule, also where that takes every answer", async () => {
  const own = { confidence: 0.5, familiarity: 0.1 };
  await write('acceptance.json', { share: 0.98, rule: own });
  const reported = await gatherAcceptance(run, model);
  expect(reported).toMatchObject({ rule: own, share: 0.98, test: { accepted: 4, right: 3 } });
  await write('acceptance.json', { share: 1, rule: null });
  expect(await gatherAcceptance(run, model)).toBeNull();
});

it('is none without a model or a rule, and of no photos where no answers were kept', async () => {
  expect(await gatherAcceptance(run, null)).toBeNull();
  expect(await gatherAcceptance(run, older)).toBeNull();
  await rm(join(run, 'answers.json'));
  expect(await gatherAcceptance(run, model)).toMatchObject({ validation: null, test: null });
});
