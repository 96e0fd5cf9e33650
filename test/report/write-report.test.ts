import AxeBuilder from '@axe-core/playwright';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentContext } from '../../src/engine/job/job-context.ts';
import { modelFolder, saveModel } from '../../src/engine/models/model-folder.ts';
import { writeReport } from '../../src/engine/report/write-report.ts';
import { runPaths } from '../../src/engine/training/run-folder.ts';
import { madeEpochs } from '../../src/shared/advice/fixtures/made-facts.ts';
import { languages } from '../../src/shared/messages/language.ts';
import { recipeByName } from '../../src/shared/recipes/catalogue.ts';
import { schemaVersion } from '../../src/shared/run-files.ts';
import { madeModel, smallConvnet } from '../made-model.ts';
import { hostileClasses, measuredFacts } from './fixtures/made-report.ts';

const executablePath = process.env.THAW_TEST_CHROMIUM ?? '';
const skipped = executablePath === '' ? ' [skipped: THAW_TEST_CHROMIUM names no browser]' : '';
const size = 96;

let folder: string;
let run: string;

/** A finished run whose wrong answers are of real files: a wide one, a turned one, a changed one and one that is gone. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-report-'));
  run = join(folder, 'run');
  const photosFolder = join(folder, '照片 & more');
  mkdirSync(photosFolder);
  const classes = [...hostileClasses];
  const files = ['wide.jpg', 'turned.jpg', 'changed.jpg', 'gone.jpg'];
  for (const [index, file] of files.entries()) {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const picture = sharp({ create: { width: 320, height: 200, channels: 3, background: 'white', noise } });
    await picture
      .jpeg()
      .withMetadata({ orientation: index === 1 ? 6 : 1 })
      .toFile(join(photosFolder, file));
  }
  const photos = files.map((path) => {
    const bytes = readFileSync(join(photosFolder, path));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { path, sha256, bytes: bytes.length, classIndex: 0, part: 'test' as const };
  });
  writeFileSync(join(photosFolder, 'changed.jpg'), 'another');
  rmSync(join(photosFolder, 'gone.jpg'));
  const model = madeModel({ network: smallConvnet, size, classes, boldness: 40 });
  await saveModel(modelFolder(run), model.file, model.weights);
  const recipe = { ...recipeByName('scratch'), network: smallConvnet, image: model.file.image };
  const write = (file: string, value: unknown): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(value));
  };
  const paths = runPaths(run);
  const { evaluation } = measuredFacts([classes[0]!, classes[1]!]).measured!;
  const answers = photos.map(({ path, classIndex }, index) => {
    const sure = 0.99 - index / 100;
    return { path, classIndex, probabilities: [1 - sure, sure] };
  });
  const source = { folder: photosFolder, layout: 'class-folders' } as const;
  write(paths.config, {
    schemaVersion,
    thawVersion: '0.1.0',
    createdAt: '2026-11-14T10:00:00.000Z',
    source,
    classes,
    seed: 3,
    recipe,
    changes: [],
    baseWeights: null,
  });
  write(paths.split, { schemaVersion, ...source, seed: 3, classes, photos });
  write(paths.environment, { schemaVersion, node: 'v24' });
  write(paths.timings, { schemaVersion, seconds: { training: 5 }, peakMemoryBytes: 1e8 });
  write(paths.answers, { schemaVersion, test: answers, validation: null });
  write(paths.evaluation, { schemaVersion, test: evaluation, validation: null });
  const epochs = madeEpochs(Array.from({ length: 12 }, (_, index) => 0.5 + index / 40));
  writeFileSync(paths.metrics, epochs.map((epoch) => `${JSON.stringify(epoch)}\n`).join(''));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a report', () => {
  it('says which photos are gone, holds those that are there, and never overwrites', async () => {
    const out = join(folder, 'new folder', 'report.html');
    const result = await writeReport({ run, out, language: 'en', twins: null }, silentContext);
    expect(result).toMatchObject({ out, mistakes: 4, photosMissing: 2, bytes: statSync(out).size });
    const html = readFileSync(out, 'utf8');
    expect(html.match(/data:image\/jpeg;base64,/g)).toHaveLength(4);
    expect(html).not.toContain(folder);
    await expect(
      writeReport({ run, out, language: 'zh-CN', twins: null }, silentContext),
    ).rejects.toMatchObject({ code: 'export-destination-taken' });
    expect(readFileSync(out, 'utf8')).toBe(html);
  });

  it('does without the model', async () => {
    const before = readFileSync(join(modelFolder(run), 'weights.safetensors'));
    rmSync(join(modelFolder(run), 'weights.safetensors'));
    try {
      const out = join(folder, 'without.html');
      await writeReport({ run, out, language: 'en', twins: [] }, silentContext);
      expect(readFileSync(out, 'utf8')).toContain('What decided it is not shown here.');
    } finally {
      writeFileSync(join(modelFolder(run), 'weights.safetensors'), before);
    }
  });

  it('leaves out what decided the mistakes where that is asked for, and opens no model', async () => {
    const out = join(folder, 'plain.html');
    await writeReport({ run, out, language: 'en', twins: [], explained: false }, silentContext);
    const html = readFileSync(out, 'utf8');
    expect(html).toContain('What decided it is not shown here.');
    expect(html.match(/data:image\/jpeg;base64,/g)).toHaveLength(2);
  });

  it('is refused of a run that is not there, or not finished', async () => {
    const request = { out: join(folder, 'no.html'), language: 'en', twins: null } as const;
    await expect(writeReport({ ...request, run: join(folder, 'none') }, silentContext)).rejects.toMatchObject(
      { code: 'run-not-found' },
    );
    const evaluation = readFileSync(runPaths(run).evaluation);
    rmSync(runPaths(run).evaluation);
    try {
      await expect(writeReport({ ...request, run }, silentContext)).rejects.toMatchObject({
        code: 'run-not-finished',
      });
    } finally {
      writeFileSync(runPaths(run).evaluation, evaluation);
    }
    expect(existsSync(request.out)).toBe(false);
  });
});

describe.skipIf(skipped !== '')(`in a browser${skipped}`, () => {
  it.each(languages)('a report in %s is accessible, asks for nothing and prints', async (language) => {
    const out = join(folder, `${language}.html`);
    await writeReport({ run, out, language, twins: null }, silentContext);
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    try {
      const page = await (await browser.newContext()).newPage();
      const asked: string[] = [];
      const said: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith('data:')) asked.push(request.url());
      });
      page.on('console', (message) => said.push(message.text()));
      page.on('dialog', (dialog) => {
        said.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      const address = pathToFileURL(out).href;
      await page.goto(address);
      expect(asked).toEqual([address]);
      expect(said).toEqual([]);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect(await page.locator('img').count()).toBe(4);
      expect(
        await page.evaluate<boolean>('[...document.images].every(({ naturalWidth }) => naturalWidth > 0)'),
      ).toBe(true);
      // Turned upright, as it was seen.
      expect(await page.evaluate<number>('document.images[2].naturalHeight')).toBe(240);
      expect(await page.locator('script').count()).toBe(0);
      expect(page.frames()).toHaveLength(1);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
      for (const width of [800, 360]) {
        await page.setViewportSize({ width, height: 900 });
        const over = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect(over, `${width} pixels wide`).toBeLessThanOrEqual(0);
      }
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      // A4 in points.
      expect(pdf.toString('latin1')).toMatch(/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
    } finally {
      await browser.close();
    }
  });
});
