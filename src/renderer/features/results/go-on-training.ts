import type { App } from '../../shared/app.ts';

/** Goes on with what was stopped or paused, and leads to where it trains. */
export async function goOnTraining(app: App, project: string, run: string): Promise<void> {
  try {
    await app.client.training.resume.mutate({ project, run });
    app.go({ kind: 'project', project, step: 'train', run });
  } catch (error) {
    app.fail(error);
  }
}
