import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeModel, smallConvnet } from '../../../../test/made-model.ts';
import { openBackend } from '../../backend/open-backend.ts';
import { silentContext } from '../../job/job-context.ts';
import { modelFolder, saveModel } from '../../models/model-folder.ts';
import { openScorer } from '../../prediction/open-scorer.ts';
import { allowedDifference } from '../compare-scores.ts';
import { makePicture } from '../comparison-pictures.ts';
import { exportRun } from '../export-run.ts';

const executablePath = process.env.THAW_TEST_CHROMIUM ?? '';
const skipped = executablePath === '' ? ' [skipped: THAW_TEST_CHROMIUM names no browser]' : '';
const tfjs = join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs')), 'tf.min.js');
const script = fileURLToPath(new URL('../../../../test/browser/score-export.js', import.meta.url));
const size = 96;

/** Serves the page, the library and an exported folder on 127.0.0.1. Returns the server, listening. */
async function serve(folder: string): Promise<Server> {
  const page = '<!doctype html><script src="/tf.min.js"></script><script src="/score-export.js"></script>';
  const server = createServer((request, response) => {
    const name = basename(request.url ?? '');
    const file = { '': null, 'tf.min.js': tfjs, 'score-export.js': script }[name];
    const content = file === null ? Promise.resolve(page) : readFile(file ?? join(folder, name));
    content.then(
      (body) => response.writeHead(200, { 'content-type': contentType(name) }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function contentType(name: string): string {
  if (name.endsWith('.js')) return 'text/javascript';
  if (name.endsWith('.json')) return 'application/json';
  return name === '' ? 'text/html' : 'application/octet-stream';
}

describe.skipIf(skipped !== '')(`a browser${skipped}`, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thaw-browser-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  const two = { classes: ['cats', 'dogs'], boldness: 400 };
  const three = { classes: ['cats', 'dogs', '鸟'], boldness: 40 };
  it.each([
    { ...two, format: 'tfjs', form: 'network' },
    { ...three, format: 'tfjs', form: 'network' },
    { ...two, format: 'tfjs-graph', form: 'photo' },
    { ...three, format: 'tfjs-graph', form: 'network' },
  ] as const)(
    'scores $classes by $format in the form $form as Thaw does',
    async ({ classes, boldness, format, form }) => {
      const model = madeModel({ network: smallConvnet, size, classes, boldness });
      const run = join(folder, `run-${format}-${classes.length}`);
      await saveModel(modelFolder(run), model.file, model.weights);
      await exportRun({ run, format, form, out: join(run, 'export') }, silentContext);
      const pixels = Buffer.concat([0, 1, 2].map((index) => makePicture(index, size)));
      const scorer = await openScorer(await openBackend('auto'), model);
      const ours = await scorer.score(Uint8Array.from(pixels), 3);
      scorer.close();

      const server = await serve(join(run, 'export'));
      const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--headless'] });
      try {
        const page = await browser.newPage();
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
        const rows = await page.evaluate<number[][]>(
          `scoreExport('/model', Uint8Array.from(atob('${pixels.toString('base64')}'), (c) => c.charCodeAt(0)), 3)`,
        );
        const differences = rows.flat().map((value, place) => Math.abs(value - ours[place]!));
        expect(differences).toHaveLength(ours.length);
        expect(Math.max(...differences)).toBeLessThan(allowedDifference);
        const first = rows.map((row) => row[0]!);
        expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(0.02);
      } finally {
        await browser.close();
        server.close();
      }
    },
    120_000,
  );
});
