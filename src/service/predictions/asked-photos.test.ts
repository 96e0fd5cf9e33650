import { expect, it } from 'vitest';
import { createAskedPhotos } from './asked-photos.ts';

const photo = (name: string) => ({
  path: `/a/${name}`,
  name,
  project: 'p',
  run: '/r',
  answer: 'cats',
  evidence: { confidence: 0.9, familiarity: null },
});

it('knows a photo by an id that tells nothing of its path', () => {
  const asked = createAskedPhotos();
  const id = asked.add(photo('1.jpg'));
  expect(id).not.toContain('1.jpg');
  expect(asked.find(id)).toEqual(photo('1.jpg'));
});

it('forgets the oldest where there are too many', () => {
  const asked = createAskedPhotos(2);
  const ids = ['1.jpg', '2.jpg', '3.jpg'].map((name) => asked.add(photo(name)));
  expect(() => asked.find(ids[0]!)).toThrow('photo-not-found');
  expect(asked.find(ids[1]!).name).toBe('2.jpg');
  expect(asked.find(ids[2]!).name).toBe('3.jpg');
});

it('does not know ids of another service', () => {
  const id = createAskedPhotos().add(photo('1.jpg'));
  const asked = createAskedPhotos();
  asked.add(photo('2.jpg'));
  expect(() => asked.find(id)).toThrow('photo-not-found');
});
