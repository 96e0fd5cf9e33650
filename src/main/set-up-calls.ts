import { dialog, ipcMain, Notification, shell, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import * as z from 'zod';
import {
  channelOf,
  desktopCalls,
  desktopMessages,
  type AnswerOf,
  type ArgumentsOf,
  type DesktopCall,
  type DesktopMessage,
} from '../shared/app/desktop-channels.ts';
import { languages } from '../shared/messages/language.ts';
import type { ServiceDoor } from './open-service.ts';
import { isOwnPage } from './page-origin.ts';
import { isRevealable } from './revealable.ts';
import { wordsOf } from './words.ts';
import type { WindowState } from './window-state.ts';

const title = z.string().max(200);

/** What each call and message may carry; parsed on arrival. */
const schemas = {
  connection: z.tuple([]),
  chooseFolder: z.tuple([title]),
  chooseZip: z.tuple([title]),
  choosePhotos: z.tuple([title]),
  reveal: z.tuple([z.string().min(1).max(4096)]),
  showProgress: z.tuple([z.number().min(0).max(1).nullable()]),
  notify: z.tuple([title, z.string().max(500)]),
  setLanguage: z.tuple([z.enum(languages)]),
  setTraining: z.tuple([z.boolean()]),
} satisfies { [Name in DesktopCall | DesktopMessage]: z.ZodType<ArgumentsOf<Name>> };

type Calls = { [Name in DesktopCall]: (...args: ArgumentsOf<Name>) => Promise<AnswerOf<Name>> };
type Messages = { [Name in DesktopMessage]: (...args: ArgumentsOf<Name>) => void };

/** Photo files that the system's dialog offers; what Thaw reads is decided by their content. */
const photoEndings = ['jpg', 'jpeg', 'png', 'webp', 'gif', 'tif', 'tiff', 'avif', 'heic'];

/** Answers the page's calls: only our own page's, from its top frame, with arguments of the right shape. */
export function setUpCalls(state: WindowState, service: ServiceDoor): void {
  const calls = createCalls(state, service);
  const messages = createMessages(state);
  for (const name of desktopCalls)
    ipcMain.handle(channelOf(name), (event, ...args: unknown[]) => {
      requireOwnPage(event);
      const call = calls[name] as (...args: unknown[]) => Promise<unknown>;
      return call(...schemas[name].parse(args));
    });
  for (const name of desktopMessages)
    ipcMain.on(channelOf(name), (event, ...args: unknown[]) => {
      requireOwnPage(event);
      const receive = messages[name] as (...args: unknown[]) => void;
      receive(...schemas[name].parse(args));
    });
}

function requireOwnPage({ senderFrame }: IpcMainInvokeEvent | IpcMainEvent): void {
  if (senderFrame === null || senderFrame.parent !== null || !isOwnPage(senderFrame.url))
    throw new Error('a call from a page that is not Thaw’s own');
}

function createCalls(state: WindowState, service: ServiceDoor): Calls {
  const choose = async (options: Electron.OpenDialogOptions): Promise<readonly string[] | null> => {
    const { canceled, filePaths } = state.window
      ? await dialog.showOpenDialog(state.window, options)
      : await dialog.showOpenDialog(options);
    return canceled || filePaths.length === 0 ? null : filePaths;
  };
  return {
    connection: () => service.connection(),
    chooseFolder: async (dialogTitle) =>
      (await choose({ title: dialogTitle, properties: ['openDirectory', 'createDirectory'] }))?.[0] ?? null,
    chooseZip: async (dialogTitle) =>
      (
        await choose({
          title: dialogTitle,
          properties: ['openFile'],
          filters: [{ name: wordsOf(state.language).zip, extensions: ['zip', 'thaw'] }],
        })
      )?.[0] ?? null,
    choosePhotos: (dialogTitle) =>
      choose({
        title: dialogTitle,
        properties: ['openFile', 'multiSelections'],
        filters: [{ name: wordsOf(state.language).photos, extensions: photoEndings }],
      }),
    reveal: async (path) => {
      if (await isRevealable(path)) shell.showItemInFolder(path);
    },
  };
}

function createMessages(state: WindowState): Messages {
  return {
    showProgress: (share) => {
      // -1 takes the bar away.
      state.window?.setProgressBar(share ?? -1);
    },
    notify: (heading, body) => {
      if (!Notification.isSupported()) return;
      const notification = new Notification({ title: heading, body });
      notification.on('click', () => {
        state.window?.show();
        state.window?.focus();
      });
      notification.show();
    },
    setLanguage: (language) => {
      state.language = language;
      state.onLanguage();
    },
    setTraining: (training) => {
      state.training = training;
    },
  };
}
