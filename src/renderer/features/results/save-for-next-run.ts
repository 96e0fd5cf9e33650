import type { ProjectSettings } from '../../../shared/app/project-settings.ts';
import type { ProjectView } from '../../../shared/app/project-view.ts';
import type { App } from '../../shared/app.ts';

/** Sets a project for its next run, with an undo, and leads to training. */
export async function saveForNextRun(
  app: App,
  { id: project, settings: before }: Pick<ProjectView, 'id' | 'settings'>,
  settings: ProjectSettings,
  words: { readonly set: string; readonly undo: string },
): Promise<void> {
  const save = (given: ProjectSettings): Promise<void> =>
    app.client.projects.setSettings.mutate({ project, settings: given });
  try {
    await save(settings);
    app.toast({
      tone: 'ice',
      text: words.set,
      action: {
        label: words.undo,
        run: () =>
          void save(before).catch((error: unknown) => {
            app.fail(error);
          }),
      },
    });
    app.go({ kind: 'project', project, step: 'train', run: null });
  } catch (error) {
    app.fail(error);
  }
}
