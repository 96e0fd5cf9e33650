import type { ImageErrors } from '../../errors/image-errors.ts';
import { formatCount } from '../format-numbers.ts';
import type { ErrorSentences } from '../message-types.ts';

const readable = 'JPEG、PNG、WebP、GIF、TIFF 或 AVIF';

export const imageMessages: ErrorSentences<ImageErrors> = {
  'image-unreadable': ({ file, detail }) => ({
    message: `${named(file)}无法读取（${detail}）。`,
    remedy: `确认文件存在、不是空文件，且格式为 ${readable}；HEIC 照片可另存为 JPEG。`,
  }),
  'image-damaged': ({ file, detail }) => ({
    message: `${named(file)}已损坏或不完整（${detail}）。文件未作改动。`,
    remedy: '从原处重新复制一份，或不使用它。',
  }),
  'image-type-unknown': ({ file, extension }) => ({
    message: `${named(file)}不是 Thaw 能读取的照片${extension ? `，尽管文件名以 ${extension} 结尾` : ''}。`,
    remedy: `另存为 ${readable}，或不使用它。`,
  }),
  'image-too-large': ({ file, width, height, limitPixels }) => ({
    message: `${named(file)}太大：${formatCount(width, 'zh-CN')} x ${formatCount(height, 'zh-CN')} 像素，上限为 ${formatCount(
      limitPixels / 1e4,
      'zh-CN',
    )} 万像素。`,
    remedy: '另存为较小的尺寸。网络看到的像素少得多，不会有损失。',
  }),
  'no-photos': ({ path }) => ({
    message: `${path} 中没有照片。`,
    remedy: `指定一张照片（${readable}），或一个含有照片的文件夹。`,
  }),
  'sample-picture-missing': ({ file }) => ({
    message: `无法绘制示例：缺少图片 ${file}。`,
    remedy: '删除文件夹 node_modules 后重新启动 Thaw，程序会重新安装所需的软件包。',
  }),
};

/** A file's name with the space that belongs between it and Han. */
function named(file: string): string {
  return file === '' ? '这张照片' : `${file} `;
}
