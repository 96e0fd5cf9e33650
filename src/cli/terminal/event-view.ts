import type { ProgressEvent, StageEvent, JobEvent } from '../../shared/job-events.ts';
import { formatCount, formatDuration, formatLoss, formatRate } from '../../shared/messages/format-numbers.ts';
import type { CliContext, EventView } from '../cli-context.ts';
import { epochHeading, epochRow } from './epoch-rows.ts';
import { progressLine } from './progress-line.ts';
import type { Terminal } from './terminal.ts';

type ViewContext = Pick<CliContext, 'language' | 'words' | 'style'>;

/** Seconds between two lines where no line can be drawn over itself. */
const secondsBetweenLines = 10;
/** Weight of the newest rate. */
const newestRate = 0.3;
/** A stage shorter than this leaves no line of its own, in seconds. */
const worthALine = 1;

interface CurrentStage {
  readonly event: StageEvent;
  readonly startedAt: number;
  lineAt: number;
  /** Units per second, smoothed, so that the time left does not jump; null until known. */
  rate: number | null;
}

/** Shows a job's events to a person: a live line for the stage, a table of epochs, a line for each notice. */
export function createEventView(
  terminal: Terminal,
  cli: ViewContext,
  now: () => number = () => performance.now() / 1000,
): EventView {
  const words = cli.words.job;
  let stage: CurrentStage | null = null;
  let phase: string | null = null;

  const titleOf = (event: StageEvent): string => words.title(event.stage, event.detail);
  const endStage = (): void => {
    if (stage === null) return;
    terminal.setLiveLine(null);
    const seconds = now() - stage.startedAt;
    if (seconds >= worthALine)
      terminal.say(cli.style.dim(words.doneIn(titleOf(stage.event), formatDuration(seconds, cli.language))));
    stage = null;
  };
  const draw = (event: ProgressEvent): void => {
    if (stage?.event.stage !== event.stage) return;
    const elapsed = now() - stage.startedAt;
    const rate = event.rate ?? (elapsed > 2 && event.done > 0 ? event.done / elapsed : null);
    if (rate !== null)
      stage.rate = stage.rate === null ? rate : newestRate * rate + (1 - newestRate) * stage.rate;
    const line = (width: number): string =>
      progressLine(
        {
          title: titleOf(stage!.event),
          unit: stage!.event.unit,
          done: event.done,
          total: event.total,
          rate: stage!.rate,
        },
        width,
        words,
        cli.language,
      );
    if (terminal.live) terminal.setLiveLine(line(terminal.width()));
    else if (now() - stage.lineAt >= secondsBetweenLines) {
      stage.lineAt = now();
      terminal.say(line(Infinity));
    }
  };

  return {
    show(event) {
      switch (event.kind) {
        case 'stage':
          endStage();
          stage = { event, startedAt: now(), lineAt: now(), rate: null };
          draw({ kind: 'progress', stage: event.stage, done: 0, total: event.total, rate: null });
          break;
        case 'progress':
          draw(event);
          break;
        case 'epoch':
          if (phase !== event.phase) terminal.print(cli.style.dim(epochHeading(cli.words)));
          phase = event.phase;
          terminal.print(epochRow(event, cli.words, cli.language, cli.style));
          break;
        case 'step':
          terminal.print(
            words.step(
              formatCount(event.step, cli.language),
              formatLoss(event.loss),
              formatRate(Number(event.learningRate.toPrecision(3))),
            ),
          );
          break;
        case 'notice':
          // Skipped files are told once, at the end, by the command.
          if (event.notice.code !== 'skipped-files') terminal.say(words.notice(event.notice));
          break;
        case 'prediction':
        case 'memory':
        case 'model-opened':
        case 'model-answer':
        case 'photos-read':
        case 'result':
        case 'error':
          break;
      }
    },
    close: endStage,
  };
}

/** With --json: every event as it is, one a line. */
export function createJsonView(print: (line: string) => void): EventView {
  return {
    show(event: JobEvent) {
      if (event.kind !== 'result' && event.kind !== 'error' && event.kind !== 'memory')
        print(JSON.stringify(event));
    },
    close: () => undefined,
  };
}
