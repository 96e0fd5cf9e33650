import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { RgbPixels } from '../../src/engine/images/resize-bilinear.ts';

/** A Python with Pillow (and for some tests Keras), where the machine has one. */
export const testPython = process.env.THAW_TEST_PYTHON ?? null;

interface PillowRecord {
  readonly resized: readonly {
    readonly from: readonly [number, number];
    readonly to: readonly [number, number];
    readonly rgb: string;
  }[];
  readonly decoded: readonly { readonly name: string; readonly file: string; readonly rgb16: string }[];
}

/** What Pillow gave when pillow.json was written (see make_pillow.py). */
export const pillowRecord = JSON.parse(
  readFileSync(new URL('pillow.json', import.meta.url), 'utf8'),
) as PillowRecord;

export function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** Runs a Python program on JSON; it reads `given` and sets `answer`. */
export function askPython(python: string, program: string, given: unknown): unknown {
  const wrapped = `import json, sys, base64\ngiven = json.load(sys.stdin)\n${program}\njson.dump(answer, sys.stdout)`;
  const output = execFileSync(python, ['-c', wrapped], {
    input: JSON.stringify(given),
    maxBuffer: 1e9,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return JSON.parse(output.toString());
}

/** Files as Pillow reads them: upright, alpha on white, RGB. */
export function readByPillow(python: string, files: readonly string[]): RgbPixels[] {
  const program = `
from PIL import Image, ImageOps
answer = []
for file in given:
    image = ImageOps.exif_transpose(Image.open(file))
    if image.mode in ('RGBA', 'LA', 'PA') or 'transparency' in image.info:
        image = image.convert('RGBA')
        image = Image.alpha_composite(Image.new('RGBA', image.size, 'white'), image)
    answer.append([*image.size, base64.b64encode(image.convert('RGB').tobytes()).decode()])`;
  const answer = askPython(python, program, files) as [number, number, string][];
  return answer.map(([width, height, rgb]) => ({ width, height, data: fromBase64(rgb) }));
}
