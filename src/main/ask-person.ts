import { dialog } from 'electron';

/** What a person is asked over a window: pressing the first button, or closing the question, does nothing. */
export interface PersonAsked extends Pick<
  Electron.MessageBoxOptions,
  'type' | 'message' | 'detail' | 'signal'
> {
  readonly buttons: readonly [safe: string, act: string];
  /** Enter acts. */
  readonly actsByDefault?: boolean;
}

/** True where the person pressed the button that acts. */
export async function askPerson(
  window: Electron.BrowserWindow,
  { buttons, actsByDefault = false, ...question }: PersonAsked,
): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    ...question,
    buttons: [...buttons],
    defaultId: actsByDefault ? 1 : 0,
    cancelId: 0,
  });
  return response === 1;
}
