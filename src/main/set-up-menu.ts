import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { DesktopCommand } from '../shared/app/desktop.ts';
import { type DesktopWords, wordsOf } from './words.ts';
import type { WindowState } from './window-state.ts';

/** The application's menu, in the page's language; drawn anew when that changes. */
export function setUpMenu(state: WindowState, tell: (command: DesktopCommand) => void): void {
  const draw = (): void => {
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(menuTemplate(wordsOf(state.language), process.platform, tell)),
    );
  };
  state.onLanguage = draw;
  draw();
}

/** Roles bring their own words in the system's language. */
export function menuTemplate(
  words: DesktopWords,
  platform: NodeJS.Platform,
  tell: (command: DesktopCommand) => void,
): MenuItemConstructorOptions[] {
  const command = (
    label: string,
    name: DesktopCommand,
    accelerator?: string,
  ): MenuItemConstructorOptions => ({
    label,
    click: () => {
      tell(name);
    },
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: words.file,
      submenu: [
        command(words.openFolder, 'open-folder', 'CmdOrCtrl+O'),
        command(words.home, 'go-home', 'CmdOrCtrl+Shift+H'),
        { type: 'separator' },
        { role: platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    { label: words.edit, role: 'editMenu' },
    {
      label: words.view,
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    {
      label: words.go,
      submenu: words.steps.map((label, index) =>
        command(label, `go-step-${(index + 1) as 1 | 2 | 3 | 4 | 5 | 6}`, `CmdOrCtrl+${index + 1}`),
      ),
    },
    { label: words.window, role: 'windowMenu' },
    { label: words.help, role: 'help', submenu: [command(words.about, 'about')] },
  ];
}
