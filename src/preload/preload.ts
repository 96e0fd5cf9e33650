import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channelOf } from '../shared/app/desktop-channels.ts';
import type { Desktop, DesktopCommand } from '../shared/app/desktop.ts';

/** The few things only a desktop can do, for the page; no Electron object crosses whole. */
const desktop: Desktop = {
  platform: process.platform as Desktop['platform'],
  connection: () => ipcRenderer.invoke(channelOf('connection')) as ReturnType<Desktop['connection']>,
  chooseFolder: (title) =>
    ipcRenderer.invoke(channelOf('chooseFolder'), title) as ReturnType<Desktop['chooseFolder']>,
  chooseZip: (title) => ipcRenderer.invoke(channelOf('chooseZip'), title) as ReturnType<Desktop['chooseZip']>,
  choosePhotos: (title) =>
    ipcRenderer.invoke(channelOf('choosePhotos'), title) as ReturnType<Desktop['choosePhotos']>,
  reveal: (path) => ipcRenderer.invoke(channelOf('reveal'), path) as ReturnType<Desktop['reveal']>,
  pathOf: (file) => webUtils.getPathForFile(file),
  showProgress: (share) => {
    ipcRenderer.send(channelOf('showProgress'), share);
  },
  notify: (title, body) => {
    ipcRenderer.send(channelOf('notify'), title, body);
  },
  setLanguage: (language) => {
    ipcRenderer.send(channelOf('setLanguage'), language);
  },
  setTraining: (training) => {
    ipcRenderer.send(channelOf('setTraining'), training);
  },
  onCommand: (listener) => {
    const receive = (_: unknown, command: DesktopCommand): void => {
      listener(command);
    };
    ipcRenderer.on(channelOf('command'), receive);
    return () => {
      ipcRenderer.off(channelOf('command'), receive);
    };
  },
};

contextBridge.exposeInMainWorld('thawDesktop', desktop);
