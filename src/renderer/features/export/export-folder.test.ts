import { describe, expect, it } from 'vitest';
import { exportFolderIn, folderName, nextName, usualExportFolder } from './export-folder.ts';

describe('the folder of an export', () => {
  it('is named after the project and the run', () => {
    const where = { projectFolder: '/p/a', separator: '/', project: 'Cats and dogs', run: 'Two phases' };
    expect(usualExportFolder(where)).toBe('/p/a/exports/cats-and-dogs-two-phases');
  });
  it('keeps letters of every script and nothing that a file system minds', () => {
    expect(folderName('猫和狗: a/b\\c..')).toBe('猫和狗-a-b-c');
    expect(folderName('!!')).toBe('model');
  });
  it('lies in a chosen folder, also at the top', () => {
    expect(exportFolderIn('/home/ada', '/', 'Moths')).toBe('/home/ada/moths-model');
    expect(exportFolderIn('C:\\', '\\', 'Moths')).toBe('C:\\moths-model');
  });
  it('counts up where a name is taken', () => {
    expect(nextName('/a/model')).toBe('/a/model-2');
    expect(nextName('/a/model-2')).toBe('/a/model-3');
    expect(nextName('/a/model-9')).toBe('/a/model-10');
  });
});
