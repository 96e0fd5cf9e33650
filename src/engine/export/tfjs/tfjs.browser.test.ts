import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedExport, largestDifference, largestSpread } from '../../../../test/asked-exports.ts';
import { exportedModels } from '../../../../test/exported-models.ts';
import { exportForms } from '../../../shared/export-formats.ts';
import { allowedDifference } from '../compare-scores.ts';
import { weightBytes } from '../export-format.ts';
import { tfjsGraphFormat } from '../tfjs-graph/tfjs-graph-format.ts';
import { tfjsFormat } from './tfjs-format.ts';

const executablePath = process.env.THAW_TEST_CHROMIUM ?? '';
const skipped = executablePath === '' ? ' [skipped: THAW_TEST_CHROMIUM names no browser]' : '';
const packages = createRequire(import.meta.url);
const library = join(dirname(packages.resolve('@tensorflow/tfjs')), 'tf.min.js');
const wasm = dirname(packages.resolve('@tensorflow/tfjs-backend-wasm'));
const script = fileURLToPath(new URL('../../../../test/browser/score-export.js', import.meta.url));
const wasmScript = 'tf-backend-wasm.min.js';
const page = ['tf.min.js', wasmScript, 'score-export.js'].map((name) => `<script src="/${name}"></script>`);

/** Serves the page, the library and, below /model, an exported folder on 127.0.0.1. Returns the server, listening. */
async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const name = basename(request.url ?? '');
    const whole = `<!doctype html>${page.join('')}`;
    const content = name === '' ? Promise.resolve(whole) : readFile(pathOf(folder, name));
    content.then(
      (body) => response.writeHead(200, { 'content-type': contentType(name) }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function pathOf(folder: string, name: string): string {
  if (name === 'tf.min.js') return library;
  if (name === 'score-export.js') return script;
  return join(name === wasmScript || name.endsWith('.wasm') ? wasm : folder, name);
}

function contentType(name: string): string {
  if (name.endsWith('.js')) return 'text/javascript';
  if (name.endsWith('.json')) return 'application/json';
  if (name.endsWith('.wasm')) return 'application/wasm';
  return name === '' ? 'text/html' : 'application/octet-stream';
}

const all = exportedModels.flatMap((each, index) =>
  [tfjsFormat, tfjsGraphFormat].flatMap((format) =>
    exportForms.map((form) => ({ ...each, index, format, form, is: format.name })),
  ),
);
/** Of the largest, whose files take a browser seconds to fetch, each format in one form; the forms differ before the network. */
const cases = all.filter(
  ({ model, format, form }) =>
    weightBytes(model, { form, weights: 'float32' }) < 2e7 ||
    (form === 'network') === (format === tfjsFormat),
);

describe.skipIf(skipped !== '')(`a browser${skipped}`, () => {
  let folder: string;
  let browser: Browser;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thaw-browser-'));
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--headless'] });
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  it.each(cases)('answers by $is in the form $form as Thaw does: $name', async (tried) => {
    const { index, model, format, form } = tried;
    const options = { form, weights: 'float32' } as const;
    const exported = await askedExport(join(folder, `${index}`), model, format, options);
    const server = await serve(exported.folder);
    const opened = await browser.newPage();
    try {
      await opened.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const pixels = Buffer.concat(exported.pictures).toString('base64');
      const rows = await opened.evaluate<number[][]>(
        `scoreExport('/model', Uint8Array.from(atob('${pixels}'), (c) => c.charCodeAt(0)), ${exported.pictures.length})`,
      );
      expect(largestDifference(rows, exported.expected)).toBeLessThan(allowedDifference);
      // Pictures that all got the same answer would prove nothing.
      expect(largestSpread(exported.expected)).toBeGreaterThan(5 * allowedDifference);
    } finally {
      await opened.close();
      server.close();
      await rm(exported.folder, { recursive: true });
    }
  });
});
