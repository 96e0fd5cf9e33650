import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeModel, smallConvnet } from '../../../../test/made-model.ts';
import { silentContext } from '../../job/job-context.ts';
import { writePortableFiles } from '../write-portable-files.ts';
import { onnxFormat } from './onnx-format.ts';

const model = madeModel({ network: smallConvnet, size: 96, classes: ['a', 'b', 'c'], boldness: 1 });
const options = { form: 'photo', weights: 'float32' } as const;
let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-onnx-files-'));
  file = join(folder, 'model.onnx');
  await onnxFormat.write(model, folder, options, silentContext);
  await writePortableFiles(model, null, folder, { form: 'photo', resizes: true });
});
afterAll(() => rm(folder, { recursive: true }));

it('refuses a file that is cut off or is none', async () => {
  const whole = await readFile(file);
  for (const content of [Buffer.alloc(0), Buffer.from('no model'), whole.subarray(0, whole.length >> 1)]) {
    await writeFile(file, content);
    await expect(onnxFormat.open(folder)).rejects.toMatchObject({ code: 'file-damaged', facts: { file } });
  }
  await writeFile(file, whole);
});

it('says what is not there where onnxruntime is left alone', async () => {
  process.env.THAW_ONNXRUNTIME = 'none';
  try {
    await expect(onnxFormat.write(model, folder, options, silentContext)).rejects.toMatchObject({
      code: 'export-reader-missing',
      facts: { format: 'onnx', reader: 'onnxruntime-node', detail: 'THAW_ONNXRUNTIME=none' },
    });
  } finally {
    delete process.env.THAW_ONNXRUNTIME;
  }
});
