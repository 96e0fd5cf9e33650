import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobEvent } from '../../../shared/job-events.ts';
import { silentContext } from '../../job/job-context.ts';
import { locateRuntime } from './locate-runtime.ts';
import { provideRuntime, rungsAbove } from './provide-runtime.ts';

const variables = ['THAW_HOME', 'THAW_RUNTIME', 'THAW_TENSORFLOW', 'PATH', 'CXX'] as const;
const before = Object.fromEntries(variables.map((name) => [name, process.env[name]]));
const require = createRequire(import.meta.url);
const systemCompiler = 'cc';

let folder: string;
let given: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-runtime-'));
  given = join(folder, 'tensorflow');
  for (const name of ['THAW_RUNTIME', 'THAW_TENSORFLOW', 'CXX'] as const)
    Reflect.deleteProperty(process.env, name);
  process.env.THAW_HOME = join(folder, 'home');
  // No Python and no compiler, unless a test puts one there.
  process.env.PATH = join(folder, 'bin');
  mkdirSync(join(folder, 'bin'));
});

afterEach(() => {
  for (const [name, value] of Object.entries(before))
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  rmSync(folder, { recursive: true, force: true });
});

/** A folder that looks like TensorFlow's. */
function makeGivenFolder(): void {
  mkdirSync(join(given, 'include', 'tensorflow', 'c'), { recursive: true });
  mkdirSync(join(given, 'lib'));
  for (const file of [
    'include/tensorflow/c/c_api.h',
    'lib/libtensorflow.so.2',
    'lib/libtensorflow_framework.so.2',
  ])
    writeFileSync(join(given, file), '');
  process.env.THAW_TENSORFLOW = given;
}

/** A stand-in for the compiler; `work` is shell, with the file to write in $out. */
function makeCompiler(work: string): void {
  const compiler = join(folder, 'bin', 'standin');
  writeFileSync(
    compiler,
    `#!/bin/sh
export PATH='${before.PATH ?? ''}'
[ "$1" = --version ] && exit 0
echo called >> '${folder}/compiled'
for out in "$@"; do :; done
${work}
`,
  );
  chmodSync(compiler, 0o755);
  process.env.CXX = compiler;
}

const timesCompiled = (): number =>
  existsSync(join(folder, 'compiled'))
    ? readFileSync(join(folder, 'compiled'), 'utf8').split('\n').length - 1
    : 0;

const addonSource = `
#include <node_api.h>
static napi_value gpu(napi_env env, napi_callback_info info) { napi_value v; napi_get_boolean(env, 0, &v); return v; }
napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  napi_value version, function;
  napi_create_string_utf8(env, "2.99.0", NAPI_AUTO_LENGTH, &version);
  napi_set_named_property(env, exports, "TF_Version", version);
  napi_create_function(env, 0, 0, gpu, 0, &function);
  napi_set_named_property(env, exports, "isUsingGpuDevice", function);
  return exports;
}`;

function hasCCompiler(): boolean {
  try {
    execFileSync(systemCompiler, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(process.platform !== 'linux')('the ladder', () => {
  it('gives nothing and writes nothing where it is switched off', async () => {
    process.env.THAW_RUNTIME = 'none';
    expect(await provideRuntime(silentContext)).toEqual({ runtime: null, passedOver: [] });
    expect(existsSync(join(folder, 'home'))).toBe(false);
  });

  it('ends without TensorFlow, with a reason for every rung, where there is no compiler', async () => {
    const { runtime, passedOver } = await provideRuntime(silentContext);
    expect(runtime).toBeNull();
    expect(passedOver.map(({ way, error }) => [way, error.code]).slice(-1)).toEqual([
      ['pypi-wheel', 'compiler-missing'],
    ]);
    const attempts: unknown = JSON.parse(
      readFileSync(join(folder, 'home', 'runtime', 'attempts.json'), 'utf8'),
    );
    expect(attempts).toMatchObject({ schemaVersion: 1, passedOver });
    expect(existsSync(join(folder, 'home', 'runtime', 'setup.lock'))).toBe(false);
  });

  it('needs pip for the wheel', async () => {
    makeCompiler('exit 1');
    const { passedOver } = await provideRuntime(silentContext);
    expect(passedOver.find(({ way }) => way === 'pypi-wheel')?.error.code).toBe('pip-missing');
  });

  it('says what is missing in the folder of THAW_TENSORFLOW', async () => {
    process.env.THAW_TENSORFLOW = given;
    const empty = await provideRuntime(silentContext);
    expect(empty.passedOver[0]).toEqual({
      way: 'given-folder',
      error: {
        code: 'runtime-folder-invalid',
        facts: { folder: given, missing: 'include/tensorflow/c/c_api.h' },
      },
    });
    makeGivenFolder();
    rmSync(join(given, 'lib', 'libtensorflow_framework.so.2'));
    const half = await provideRuntime(silentContext);
    expect(half.passedOver[0]?.error.facts).toMatchObject({ missing: 'lib/libtensorflow_framework.so.2' });
  });

  it('keeps what the compiler complained about', async () => {
    makeGivenFolder();
    makeCompiler('echo "in file x:" >&2; echo "tfjs_backend.cc:1: error: no such thing" >&2; exit 1');
    const { passedOver } = await provideRuntime(silentContext);
    expect(passedOver[0]?.error).toMatchObject({
      code: 'compiler-failed',
      facts: { detail: 'tfjs_backend.cc:1: error: no such thing' },
    });
  });

  it('does not take a binding that does not load', async () => {
    makeGivenFolder();
    makeCompiler('echo "no library" > "$out"');
    const { runtime, passedOver } = await provideRuntime(silentContext);
    expect(runtime).toBeNull();
    expect(passedOver[0]?.error.code).toBe('binding-does-not-load');
  });

  it.skipIf(!hasCCompiler())(
    'takes the given folder, keeps it, and lets it go when it is not asked for',
    async () => {
      makeGivenFolder();
      const headers = join(dirname(require.resolve('node-api-headers/package.json')), 'include');
      writeFileSync(join(folder, 'addon.c'), addonSource);
      makeCompiler(`${systemCompiler} -shared -fPIC -I '${headers}' -o "$out" '${folder}/addon.c'`);
      const events: JobEvent[] = [];
      const { runtime, passedOver } = await provideRuntime({
        ...silentContext,
        report: (event) => events.push(event),
      });
      expect(passedOver).toEqual([]);
      expect(runtime).toMatchObject({ tensorflowVersion: '2.99.0', way: 'given-folder', cuda: false });
      expect(existsSync(runtime!.addon)).toBe(true);
      expect(locateRuntime()).toEqual(runtime);
      expect(events[0]).toMatchObject({ kind: 'stage', stage: 'compiling' });

      await provideRuntime(silentContext);
      expect(timesCompiled()).toBe(1);

      process.env.THAW_RUNTIME = 'none';
      expect(locateRuntime()).toBeNull();
      delete process.env.THAW_RUNTIME;

      rmSync(join(given, 'lib', 'libtensorflow.so.2'));
      expect(locateRuntime()).toBeNull();
      writeFileSync(join(given, 'lib', 'libtensorflow.so.2'), '');
      expect(locateRuntime()).toEqual(runtime);

      delete process.env.THAW_TENSORFLOW;
      expect((await provideRuntime(silentContext)).runtime).toBeNull();
      expect(locateRuntime()).toBeNull();
    },
  );

  it('stops when it is told to, with nothing half done', async () => {
    makeGivenFolder();
    makeCompiler('sleep 30');
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 300);
    await expect(provideRuntime({ ...silentContext, signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(locateRuntime()).toBeNull();
    expect(existsSync(join(folder, 'home', 'runtime', 'setup.lock'))).toBe(false);
  });
});

describe('the rungs worth trying', () => {
  const wheel = { way: 'pypi-wheel', source: null, tensorflowVersion: '2.21.0' } as const;
  const ways = (...parameters: Parameters<typeof rungsAbove>): string[] =>
    rungsAbove(...parameters).map(({ way }) => way);

  it('are all that apply where there is nothing', () => {
    expect(ways(null, '', false, 'linux-x64')).toEqual(['pypi-wheel']);
    expect(ways(null, '/tf', true, 'linux-x64')).toEqual(['given-folder', 'pypi-wheel-cuda', 'pypi-wheel']);
    expect(ways(null, '', false, 'win32-x64')).toEqual(['prebuilt']);
    // Nothing there applies; the rung that is tried says so.
    expect(ways(null, '', false, 'linux-riscv64')).toEqual(['pypi-wheel']);
  });

  it('are none where the best is there, and only the better ones else', () => {
    expect(ways(wheel, '', false, 'linux-x64')).toEqual([]);
    expect(ways(wheel, '', true, 'linux-x64')).toEqual(['pypi-wheel-cuda']);
    expect(ways({ ...wheel, way: 'given-folder', source: '/tf' }, '/tf', true, 'linux-x64')).toEqual([]);
  });

  it('are all again after a new pin, or where another folder is named', () => {
    expect(ways({ ...wheel, tensorflowVersion: '2.20.0' }, '', false, 'linux-x64')).toEqual(['pypi-wheel']);
    expect(ways({ ...wheel, way: 'given-folder', source: '/old' }, '/tf', false, 'linux-x64')).toEqual([
      'given-folder',
      'pypi-wheel',
    ]);
  });
});
