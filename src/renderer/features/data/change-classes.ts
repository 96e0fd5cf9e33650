import type { App } from '../../shared/app.ts';
import { editsOf, type ClassEdit } from './class-edits.ts';
import { dataWords } from './words/index.ts';

/** Sends the classes as they shall be, with Undo in a toast. */
export async function changeClasses(app: App, classes: ClassEdit[], says: string): Promise<void> {
  const view = app.project;
  if (!view) return;
  const before = editsOf(view.classes);
  const send = (wanted: ClassEdit[]) =>
    app.client.photos.setClasses.mutate({ project: view.id, classes: wanted });
  const undo = dataWords[app.language].grid.undo;
  try {
    await send(classes);
    app.toast({
      tone: 'ice',
      text: says,
      action: {
        label: undo,
        run: () => {
          send(before).catch((error: unknown) => {
            app.fail(error);
          });
        },
      },
    });
  } catch (error) {
    app.fail(error);
  }
}
