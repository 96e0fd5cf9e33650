import type { ProjectView } from '../../shared/app/project-view.ts';
import type { Project } from './project.ts';

/** Milliseconds between two views of one watcher. */
const leastBetween = 250;

/** The project's view at once and after changes, at most 4 times a second, until `signal` is aborted. */
export async function* watchProject(
  project: Project,
  view: () => Promise<ProjectView>,
  signal: AbortSignal,
): AsyncGenerator<ProjectView, void> {
  let changed = true;
  let wake: () => void = () => undefined;
  const unsubscribe = project.subscribe(() => {
    changed = true;
    wake();
  });
  const ended = (): void => {
    wake();
  };
  signal.addEventListener('abort', ended);
  const pause = (milliseconds: number | null): Promise<void> =>
    new Promise((resolve) => {
      const timer = milliseconds === null ? undefined : setTimeout(resolve, milliseconds);
      wake = () => {
        // While a time has to pass only the end of the watching cuts it short.
        if (milliseconds !== null && !signal.aborted) return;
        clearTimeout(timer);
        resolve();
      };
      if (signal.aborted || (milliseconds === null && changed)) wake();
    });
  try {
    while (!signal.aborted) {
      if (changed) {
        changed = false;
        yield await view();
        await pause(leastBetween);
      } else await pause(null);
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', ended);
  }
}
