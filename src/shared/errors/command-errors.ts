/** What can go wrong in the terminal's own part and in the jobs it starts. */
export interface CommandErrors {
  /** Wrong use: an option, a command or a value that does not exist. Exit code 2. */
  'unknown-command': { command: string; known: readonly string[] };
  'unknown-option': { option: string; known: readonly string[] };
  'options-conflict': { first: string; second: string };
  'invalid-value': { option: string; value: string; expected: string };
  'missing-argument': { argument: string; command: string };
  'too-many-arguments': { command: string; argument: string };
  /** The job process ended without a result (a crash in a native library, or memory ran out). */
  'job-crashed': { job: string; exitCode: number | null; signal: string | null; detail: string };
  /** Something none of the other codes foresaw: a defect of ours. */
  unexpected: { detail: string };
}
