import { afterEach, describe, expect, it } from 'vitest';
import { openService, type ServiceDoor } from './open-service.ts';

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

  it.each([
    ['that ends at once', 'process.exit(3)', /ended with 3/],
    ['that says something else', `process.stdout.write('hello\\n'); setInterval(() => 0, 1000)`, /JSON/],
  ])('rejects for a program %s, and tries again at the next call', async (_, script, message) => {
    const door = open(script);
    await expect(door.connection()).rejects.toThrow(message);
    await expect(door.connection()).rejects.toThrow(message);
  });
});
