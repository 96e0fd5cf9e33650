import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadOnnxRuntime } from './onnx-runtime.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'thaw-onnx-home-'));
  for (const place of ['HOME', 'XDG_CACHE_HOME']) vi.stubEnv(place, home);
  // The library is silent where it sees one of these: what runs tests may set them.
  for (const name of ['CI', 'GITHUB_ACTIONS', 'TF_BUILD', 'ORT_DISABLE_TELEMETRY'])
    vi.stubEnv(name, undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

// It begins with its first model, whatever comes of that.
it.runIf(process.platform === 'linux')(
  'onnxruntime by itself keeps notes of what it runs, to send them [Linux only]',
  () => {
    const program =
      "require('onnxruntime-node').InferenceSession.create(Buffer.of(1)).catch(() => undefined);";
    execFileSync(process.execPath, ['-e', program], { cwd: import.meta.dirname });
    expect(readdirSync(home)).not.toEqual([]);
  },
);

it('is loaded so that it keeps none', async () => {
  const none = join(home, 'none.onnx');
  await expect(loadOnnxRuntime().open(none)).rejects.toMatchObject({ code: 'onnx-graph-rejected' });
  expect(readdirSync(home)).toEqual([]);
});
