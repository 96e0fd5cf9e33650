/** Keeps the end of what a process wrote on stderr, so that a crash can be told with its reason. */
export interface LastWords {
  add(chunk: string): void;
  /** The last lines that say something, at most `lines` of them. */
  text(): string;
}

const charactersKept = 8_192;

export function lastWords(lines = 4): LastWords {
  let kept = '';
  return {
    add(chunk) {
      kept = (kept + chunk).slice(-charactersKept);
    },
    text() {
      const said = kept
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !isNoise(line));
      return said.slice(-lines).join(' | ');
    },
  };
}

/** Stack frames, and the information lines of TensorFlow and V8, explain nothing to a person. */
function isNoise(line: string): boolean {
  return (
    /^at .+[):\d]$/.test(line) ||
    /^Node\.js v\d/.test(line) ||
    // V8's own: of its stacks, of its last collections.
    /^(\d+: |-+ \w+ stack trace -+|#+$|\[\d+:0x[0-9a-f]+\]|<---)/.test(line) ||
    // The stack below a check of TensorFlow's that failed; the check itself stands above.
    /^(@ +0x[0-9a-f]+ |\*\*\* Check failure stack trace)/.test(line) ||
    // What TensorFlow says of itself in every process.
    /^WARNING: All log messages before absl::|oneDNN supports DT_HALF only on platforms/.test(line) ||
    /^(\d{4}-\d{2}-\d{2} [\d:.]+: )?[IW] /.test(line) ||
    /^[IW]\d{4} [\d:.]+ +\d+ \S+\.cc:\d+\]/.test(line)
  );
}
