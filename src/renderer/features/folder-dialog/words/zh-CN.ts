import { formatCount } from '../../../../shared/messages/format-numbers.ts';
import type { FolderDialogWords } from './en.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');

export const zhCN: FolderDialogWords = {
  places: '位置',
  path: '路径',
  entries: '内容',
  up: '上一级文件夹',
  loading: '正在读取文件夹',
  empty: '这里没有可显示的内容',
  more: (left) => `还有 ${count(left)} 项未列出`,
  kinds: { folder: '文件夹', zip: '.zip 文件', photo: '照片' },
  holds: (classFolders, photos) => {
    if (classFolders > 0) return `${count(classFolders)} 个子文件夹含有照片`;
    return photos > 0 ? `${count(photos)} 张照片，没有含照片的子文件夹` : '这里没有照片';
  },
  chooseFolder: '选择此文件夹',
  chooseZip: '选择此 .zip',
  choosePhotos: (photos) => `选择 ${count(photos)} 张照片`,
  choosePhotoFolder: '选择这里的全部照片',
  choosePhotosFirst: '选择照片',
  newFolder: '新建文件夹…',
  newFolderTitle: '新建文件夹',
  newFolderName: '名称',
  make: '新建',
  cancel: '取消',
};
