import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce, thaw } from './built-cli.ts';

let folder: string;

beforeAll(async () => {
  await buildOnce();
  folder = await mkdtemp(join(tmpdir(), 'thaw-wrong-use-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Everything that a different command line would have avoided: exit code 2, one clear error, nothing written. */
const wrong: readonly [line: string, code: string][] = [
  ['dance', 'unknown-command'],
  ['weights dance', 'unknown-command'],
  ['scan', 'missing-argument'],
  ['scan one two', 'too-many-arguments'],
  ['scan one --fast', 'unknown-option'],
  ['train . --seed', 'missing-argument'],
  ['train . --seed seven', 'invalid-value'],
  ['train . --recipe three-phase', 'unknown-recipe'],
  ['train . --epochs 30', 'invalid-value'],
  ['train . --image-size 3', 'invalid-value'],
  ['train . --batch 0', 'invalid-value'],
  ['train . --set colour=blue', 'unknown-setting'],
  ['train . --set copies=none', 'invalid-setting'],
  ['train . --set copies', 'invalid-value'],
  ['serve --port many', 'invalid-value'],
  ['serve now', 'too-many-arguments'],
  ['train', 'missing-argument'],
  ['train --resume run --seed 3', 'options-conflict'],
  ['train . --resume run', 'too-many-arguments'],
  ['split .', 'missing-argument'],
  ['split . --out new --ratio 70,20,20', 'split-sum-invalid'],
  ['split . --out new --ratio 70', 'split-spec-invalid'],
  ['split . --out new --count rest,1', 'split-spec-invalid'],
  ['split . --out new --ratio 70,15,15 --count 1,1,1', 'options-conflict'],
  ['split . --out new --mode hardlink', 'invalid-value'],
  ['split --undo new --mode copy', 'options-conflict'],
  ['export run', 'missing-argument'],
  ['export run --format onnxx', 'unknown-format'],
  ['predict run', 'missing-argument'],
  ['explain dance', 'unknown-command'],
  ['explain heat run', 'missing-argument'],
  ['explain activations run photo.jpg', 'missing-argument'],
  ['explain filters run --layer block3_conv1 --steps 0', 'invalid-value'],
  ['explain filters run --layer block3_conv1 --step-size -1', 'invalid-value'],
  ['explain similar run', 'missing-argument'],
  ['explain similar run photo.jpg --count 0', 'invalid-value'],
  ['explain map run', 'missing-argument'],
  ['explain map run --out map.gif', 'invalid-value'],
  ['weights fetch vgg61', 'unknown-base'],
];

describe('wrong use', () => {
  it.each(wrong)('thaw %s: %s', async (line, code) => {
    const words = line.split(' ');
    const [ended, plain] = await Promise.all([
      thaw([...words, '--json'], { cwd: folder }),
      thaw(words, { cwd: folder }),
    ]);
    // `train . --seed --json` reads --json as the value, which is wrong use as well.
    if (!line.endsWith('--seed')) {
      expect(ended.json().at(-1)).toMatchObject({ kind: 'error', code });
      expect(ended.json().at(-1)!.message).not.toBe('');
    }
    expect(ended.exitCode).toBe(2);
    expect(plain.exitCode).toBe(2);
    expect(plain.stdout).toBe('');
    expect(plain.stderr).toMatch(/^Error: .+\n.+\n$/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('shows the help for no command, in the language asked for', async () => {
    const ended = await thaw([], { cwd: folder });
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain('Usage: thaw');
    const help = await thaw(['train', '--help'], {
      cwd: folder,
      environment: { THAW_LANGUAGE: '', LC_ALL: 'zh_CN.UTF-8' },
    });
    expect(help.exitCode).toBe(0);
    expect(help.stdout).toContain('用法：');
  });

  it('says its version', async () => {
    const ended = await thaw(['--version']);
    expect(ended).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it('suggests the word that was meant', async () => {
    const ended = await thaw(['train', folder, '--recipe', 'two-fase'], { cwd: folder });
    expect(ended.stderr).toContain('two-phase');
    const command = await thaw(['trian'], { cwd: folder });
    expect(command.stderr).toContain('Did you mean train?');
  });
});
