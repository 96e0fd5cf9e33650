import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import type { PhotoMap } from '../../shared/photo-map.ts';
import { mapFormatOf, writePhotoMap } from './write-photo-map.ts';

const folder = mkdtempSync(join(tmpdir(), 'thaw-write-map-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const photo = {
  sha256: 's',
  part: 'test',
  className: 'a',
  answer: 'a',
  probability: 0.75,
  x: 0.25,
  y: 1,
} as const;
const map: PhotoMap = {
  run: '/runs/one',
  folder: '/photos',
  classes: ['a', 'b & <c>'],
  photos: [
    { ...photo, path: 'a/wrong "1".jpg', answer: 'b & <c>' },
    { ...photo, path: '=a/right.jpg' },
    { ...photo, path: 'a/train.jpg', part: 'train', answer: null, probability: null },
  ],
  leftOut: 1,
};
const words = { title: 'Photos & more', wrong: 'wrong' };

async function written(format: 'csv' | 'json' | 'svg' | 'png'): Promise<string> {
  const file = join(folder, `map.${format}`);
  await writePhotoMap(map, { file, format: mapFormatOf(file) }, words);
  return file;
}

it('writes a line a photo, with nothing where nothing was measured', async () => {
  expect(readFileSync(await written('csv'), 'utf8').split('\r\n')).toEqual([
    'file,part,class,answer,confidence,wrong,x,y',
    '"a/wrong ""1"".jpg",test,a,b & <c>,0.750000,1,0.25,1',
    "'=a/right.jpg,test,a,a,0.750000,0,0.25,1",
    'a/train.jpg,train,a,,,,0.25,1',
    '',
  ]);
  expect(JSON.parse(readFileSync(await written('json'), 'utf8'))).toEqual(map);
});

it('draws a mark a photo, the classes, and a ring round what is wrong', async () => {
  const svg = readFileSync(await written('svg'), 'utf8');
  // Three photos, the legend's two classes and its ring, and the ring of the wrong photo, drawn last.
  expect(svg.match(/<circle /gu)).toHaveLength(7);
  expect(svg.match(/r="8"/gu)).toHaveLength(2);
  expect(svg.indexOf('wrong &quot;1&quot;')).toBeGreaterThan(svg.indexOf('train.jpg'));
  expect(svg).toContain('b &amp; &lt;c&gt;');
  expect(svg).not.toContain('http://www.w3.org/1999');
  const { format, width } = await sharp(await written('png')).metadata();
  expect(format).toBe('png');
  expect(width).toBeGreaterThan(1_000);
});

it('takes no other ending, and never overwrites', async () => {
  expect(() => mapFormatOf('map.gif')).toThrow(expect.objectContaining({ code: 'invalid-value' }));
  await expect(
    writePhotoMap(map, { file: join(folder, 'map.csv'), format: 'csv' }, words),
  ).rejects.toMatchObject({ code: 'export-destination-taken' });
});
