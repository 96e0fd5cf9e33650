import type { JobEvent } from '../shared/job-events.ts';
import type { JobRequest } from '../shared/job-requests.ts';
import type { Language } from '../shared/messages/language.ts';
import type { CliWords } from '../shared/messages/en/cli.ts';
import type { ExitCode } from './exit-codes.ts';
import type { TextStyle } from './terminal/text-style.ts';

/** Shows what is being done, with bar, rate and time left, on stderr (with --json: as lines on stdout). */
export interface EventView {
  show(event: JobEvent): void;
  /** Takes the live line away. */
  close(): void;
}

/**
 * What every command is given: `registerX(program, cli)` adds a command whose action uses it. An action reports a
 * failure by throwing a ThawError; main.ts writes the sentence (or the JSON line) and sets the exit code.
 */
export interface CliContext {
  readonly language: Language;
  /** The terminal's own words in that language. */
  readonly words: CliWords;
  /** True with --json: stdout holds one JSON object a line and nothing else. */
  readonly json: boolean;
  /** Absolute; relative paths of the command line start here. */
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly style: TextStyle;
  /** A line of the answer, to stdout. */
  print(line?: string): void;
  /** One JSON object as one line, to stdout. */
  printJson(value: object): void;
  /** A remark beside the answer, to stderr; nothing with --json. */
  say(line: string): void;
  /** For work done in this process (set-up). Jobs use `run`. */
  openView(): EventView;
  /**
   * Runs a job in a process of its own, shows its events, and resolves with its result. Ctrl-C pauses a training and
   * cancels anything else; a second one ends it at once. `watch` sees every event but the last.
   */
  run<Result>(request: JobRequest, watch?: (event: JobEvent) => void): Promise<Result>;
  /** Sets the exit code of a command that did not fail. */
  leaveWith(code: ExitCode): void;
}
