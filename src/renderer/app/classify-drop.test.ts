import { describe, expect, it } from 'vitest';
import { classifyDragged, classifyDrop, holdsModel } from './classify-drop.ts';

const file = (name: string) => ({ name, folder: false });
const folder = (name: string) => ({ name, folder: true });

describe('a folder', () => {
  it.each([
    [[file('config.json'), folder('model'), folder('checkpoints')]],
    [[file('opened.json'), folder('model')]],
    [[file('pets.keras'), file('labels.json'), file('README.md')]],
    [[file('model.json'), file('group1-shard1of1.bin')]],
  ])('holds a model: %j', (things) => {
    expect(holdsModel(things)).toBe(true);
  });
  it.each([
    [[]],
    [[folder('cats'), folder('dogs')]],
    [[folder('cats'), folder('dogs'), file('features.h5')]],
    [[folder('model'), folder('other')]],
    [[file('one.keras'), file('two.keras')]],
  ])('holds none: %j', (things) => {
    expect(holdsModel(things)).toBe(false);
  });
});

describe('what was dropped', () => {
  it('is one folder', () => {
    expect(classifyDrop([folder('moths.zip')])).toEqual({ kind: 'folder', name: 'moths.zip' });
  });
  it('is one .zip, named without its ending', () => {
    expect(classifyDrop([file('My Moths.ZIP')])).toEqual({ kind: 'zip', name: 'My Moths' });
  });
  it('is photos', () => {
    expect(classifyDrop([file('a.jpg'), file('b.PNG'), file('c.heic')])).toEqual({
      kind: 'photos',
      count: 3,
    });
  });
  it('is several folders, photos beside them or not', () => {
    expect(classifyDrop([folder('cats'), folder('dogs')])).toEqual({ kind: 'several-folders' });
    expect(classifyDrop([folder('cats'), file('a.jpg')])).toEqual({ kind: 'several-folders' });
  });
  it.each([
    [['pets.keras'], 'pets.keras'],
    [['VGG16.H5'], 'VGG16.H5'],
    [['model.json', 'group1-shard1of1.bin', 'labels.txt'], 'model.json'],
  ])('is a model: %j', (names, name) => {
    expect(classifyDrop(names.map(file))).toEqual({ kind: 'model', name });
  });
  it('is no model among other files', () => {
    expect(classifyDrop([file('pets.keras'), file('a.jpg')])).toEqual({ kind: 'wrong', extension: '.keras' });
    expect(classifyDrop([file('labels.json')])).toEqual({ kind: 'wrong', extension: '.json' });
    expect(classifyDrop([folder('model.json')])).toEqual({ kind: 'folder', name: 'model.json' });
  });
  it('is wrong by the first file that is no photo', () => {
    expect(classifyDrop([file('a.jpg'), file('Letter.DOCX')])).toEqual({ kind: 'wrong', extension: '.docx' });
    expect(classifyDrop([file('README')])).toEqual({ kind: 'wrong', extension: '' });
    expect(classifyDrop([file('a.zip'), file('b.zip')])).toEqual({ kind: 'wrong', extension: '.zip' });
    expect(classifyDrop([])).toEqual({ kind: 'wrong', extension: '' });
  });
});

describe('what is dragged', () => {
  it.each([
    [['image/jpeg', 'image/png'], 'photos'],
    [[''], 'folder'],
    [['', 'image/png'], 'folder'],
    [['application/zip'], 'zip'],
    [['application/x-zip-compressed'], 'zip'],
    [['application/json', 'application/octet-stream'], 'model'],
    [['application/x-hdf5'], 'model'],
    [['application/pdf'], 'wrong'],
    [[], 'wrong'],
  ] as const)('%j is %s', (types, kind) => {
    expect(classifyDragged(types)).toBe(kind);
  });
});
