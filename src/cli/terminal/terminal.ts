/** Where lines go: answers to stdout, remarks and one live line to stderr. The live line never mixes with the others. */
export interface Terminal {
  /** True where a person watches stderr, so that a line can be drawn over itself. */
  readonly live: boolean;
  /** Columns of the live line. */
  width(): number;
  print(line: string): void;
  say(line: string): void;
  /** Draws the live line anew; null takes it away. Nothing where stderr is not a terminal. */
  setLiveLine(line: string | null): void;
}

/** What of a stream is needed; process.stdout and process.stderr fit. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

const clearLine = '\r\u001b[K';

export function createTerminal(stdout: OutputStream, stderr: OutputStream): Terminal {
  const live = stderr.isTTY === true;
  let shown: string | null = null;
  const beside = (stream: OutputStream, line: string): void => {
    if (shown !== null) stderr.write(clearLine);
    stream.write(`${line}\n`);
    if (shown !== null) stderr.write(shown);
  };
  return {
    live,
    width: () => (stderr.columns ?? 80) - 1,
    print(line) {
      beside(stdout, line);
    },
    say(line) {
      beside(stderr, line);
    },
    setLiveLine(line) {
      if (!live || line === shown) return;
      stderr.write(line === null ? clearLine : clearLine + line);
      shown = line;
    },
  };
}
