import type { App } from '../../shared/app.ts';

/** Goes on with what was stopped or paused, and leads to where it trains. */
export async function goOnTraining(app: App, project: string, run: string): Promise<void> {
  try {
    await app.client.training.resume.mutate({ project, run });
    showTraining(app, project, run);
  } catch (error) {
    app.fail(error);
  }
}

/** Leads to where a run trains. */
export function showTraining(app: App, project: string, run: string): void {
  app.go({ kind: 'project', project, step: 'train', run });
}
