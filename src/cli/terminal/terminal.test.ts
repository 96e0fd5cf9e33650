import { describe, expect, it } from 'vitest';
import { createTerminal } from './terminal.ts';

function recorder(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 80, write: (text: string) => written.push(text), written };
}

describe('terminal', () => {
  it('takes the live line away before another line and draws it again after', () => {
    const [stdout, stderr] = [recorder(true), recorder(true)];
    const terminal = createTerminal(stdout, stderr);
    terminal.setLiveLine('50 %');
    terminal.print('an answer');
    terminal.setLiveLine(null);
    terminal.say('a remark');
    expect(stdout.written).toEqual(['an answer\n']);
    expect(stderr.written).toEqual(['\r\u001b[K50 %', '\r\u001b[K', '50 %', '\r\u001b[K', 'a remark\n']);
  });

  it('draws no live line where nobody watches', () => {
    const [stdout, stderr] = [recorder(false), recorder(false)];
    const terminal = createTerminal(stdout, stderr);
    terminal.setLiveLine('50 %');
    terminal.print('an answer');
    terminal.setLiveLine(null);
    expect(stderr.written).toEqual([]);
    expect(stdout.written).toEqual(['an answer\n']);
  });
});
