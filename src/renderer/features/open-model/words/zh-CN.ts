import type { OpenModelWords } from './en.ts';

export const zhCN: OpenModelWords = {
  title: '打开模型',
  say: {
    classes: '请按输出顺序写出类别名称。',
    preprocessing: '请选择训练时对像素的处理。',
    size: '请填写训练时的图片边长；文件已说明时留空。',
  },
  fields: { classes: '类别', preprocessing: '像素', size: '图片边长' },
  hints: {
    classes: '按输出顺序，用逗号分隔：Keras 按名称排列类别文件夹。',
    preprocessing: '训练时对像素的处理。选错时，回答会不知不觉地出错。',
    size: '以像素计；仅用于可取任意大小的模型。',
  },
  ways: {
    file: '按文件所述',
    '0..1': '0 到 1（rescale=1/255）',
    '-1..1': '-1 到 1',
    none: '0 到 255，保持原值',
    preprocess_input: (base) => `${base} 的 preprocess_input`,
  },
  cancel: '取消',
  act: '打开',
};
