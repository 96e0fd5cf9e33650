import { afterEach, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { openService, serviceProgram, type ServiceDoor } from './open-service.ts';

/** A supervisor that says where it listens and ends when its standard input does. */
const serving = `
  process.stdout.write(JSON.stringify({ kind: 'window', port: process.pid, token: 'secret' }) + '\\n');
  process.stdin.resume().on('end', () => process.exit(0));
`;
const program = (script: string) => ({ command: process.execPath, parameters: ['-e', script] });

const opened: ServiceDoor[] = [];
function open(script: string): ServiceDoor {
  const door = openService(program(script));
  opened.push(door);
  return door;
}
afterEach(() => {
  for (const door of opened.splice(0)) door.letGo();
});

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('openService', () => {
  it('starts one service for all who ask', async () => {
    const door = open(serving);
    const [first, second] = await Promise.all([door.connection(), door.connection()]);
    expect(first).toEqual(second);
    expect(first.token).toBe('secret');
    expect(isRunning(first.port)).toBe(true);
  });

  it('starts another one where it ended', async () => {
    const door = open(serving);
    const first = await door.connection();
    process.kill(first.port, 'SIGKILL');
    await expect.poll(async () => (await door.connection()).port, { timeout: 10_000 }).not.toBe(first.port);
  });

  it('tells it that the window is gone', async () => {
    const door = open(serving);
    const { port: pid } = await door.connection();
    door.letGo();
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  });

  it('rejects with what the service says where it refuses', async () => {
    const refusing = `process.stdout.write(JSON.stringify({ kind: 'refused', message: 'no', remedy: 'wait' }) + '\\n')`;
    await expect(open(refusing).connection()).rejects.toMatchObject({ message: 'no', remedy: 'wait' });
  });

  it.each([
    ['that ends at once', 'process.exit(3)', /ended with 3/],
    ['that says something else', `process.stdout.write('hello\\n'); setInterval(() => 0, 1000)`, /JSON/],
  ])('rejects for a program %s, and tries again at the next call', async (_, script, message) => {
    const door = open(script);
    await expect(door.connection()).rejects.toThrow(message);
    await expect(door.connection()).rejects.toThrow(message);
  });
});

describe('serviceProgram', () => {
  it('is the checkout’s build under the Node of the system, or the one that is named', () => {
    const { command, parameters } = serviceProgram(null, {});
    expect(command).toBe('node');
    expect(parameters).toEqual([expect.stringMatching(/cli\.js$/), 'serve', '--window']);
    expect(serviceProgram(null, { THAW_NODE: '/own/node' }).command).toBe('/own/node');
  });

  it('is what lies beside the archive, under the Node that came with it, in an installed app', () => {
    const folder = join('/opt/Thaw/resources', 'thaw');
    expect(serviceProgram('/opt/Thaw/resources', {}, 'linux')).toEqual({
      command: join(folder, 'bin', 'node'),
      parameters: [join(folder, 'dist', 'cli.js'), 'serve', '--window'],
    });
    expect(serviceProgram('/opt/Thaw/resources', {}, 'win32').command).toBe(join(folder, 'bin', 'node.exe'));
  });
});
