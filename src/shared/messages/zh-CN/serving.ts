import type { ServingErrors } from '../../errors/serving-errors.ts';
import { formatBytes, formatCount } from '../format-numbers.ts';
import type { ErrorSentences } from '../message-types.ts';

export const servingMessages: ErrorSentences<ServingErrors> = {
  'serving-needs-token': ({ host }) => ({
    message: `监听 ${host} 时其他电脑也能访问服务器，而它没有令牌。服务器没有启动。`,
    remedy: '去掉 --no-token，由 Thaw 生成令牌，或用 --token 指定一个。',
  }),
  'serving-token-weak': ({ least }) => ({
    message: `令牌容易被猜中，或无法放进请求头：至少需要 ${least} 个字符，不含空格、控制字符和 ASCII 以外的字符。`,
    remedy: '去掉 --token，由 Thaw 生成。',
  }),
  'host-unavailable': ({ host, detail }) => ({
    message: `服务器无法监听 ${host}（${detail}）。`,
    remedy: '用 --host 指定本机的地址：127.0.0.1 只供本机使用，0.0.0.0 供所有电脑使用。',
  }),
  'model-name-taken': ({ name }) => ({
    message: `有两个训练记录都会以 "${name}" 为名。`,
    remedy: '分别命名：thaw serve-model 名称=RUN 名称=RUN。',
  }),
  'model-name-invalid': ({ name }) => ({
    message: `"${name}" 不能作为网址中的模型名称。`,
    remedy: '只用字母、数字、点、连字符和下划线，以字母或数字开头，最多 100 个字符。',
  }),
  'model-not-served': ({ name, known }) => ({
    message: `这里没有名为 "${name}" 的模型。`,
    remedy: `可用的模型：${known.join('、')}。`,
  }),
  'client-not-allowed': ({ what }) => ({
    message: notAllowed[what].message,
    remedy: notAllowed[what].remedy,
  }),
  'address-unknown': ({ method, path }) => ({
    message: `${method} ${path} 处没有内容。`,
    remedy: '可用的地址见 GET /openapi.json。',
  }),
  'method-not-served': ({ method, known }) => ({
    message: `这里不支持 "${method}"。`,
    remedy: `可用：${known.join('、')}。`,
  }),
  'body-type-unknown': ({ type, known }) => ({
    message: type === '' ? '请求没有说明内容类型。' : `不支持内容类型 "${type}"。`,
    remedy: `可用：${known.join('、')}。`,
  }),
  'body-invalid': ({ at, expected }) => ({
    message: `${at === '' ? '请求正文' : `请求正文的 ${at} `}不符合要求，应为：${expected}。`,
    remedy: '正文的格式见 GET /openapi.json。',
  }),
  'body-too-large': ({ limitBytes }) => ({
    message: `请求超过 ${formatBytes(limitBytes)}。`,
    remedy: '一次少发几张照片，或把照片缩小。',
  }),
  'too-many-photos': ({ photos, limit }) => ({
    message: `请求含 ${formatCount(photos, 'zh-CN')} 张照片，一次最多 ${limit} 张。`,
    remedy: '分成几个请求发送。',
  }),
  'model-busy': ({ waiting, seconds }) => ({
    message: `已有 ${formatCount(waiting, 'zh-CN')} 张照片在等待模型。`,
    remedy: `${seconds} 秒后重试。`,
  }),
  'server-busy': ({ seconds }) => ({
    message: '服务器正忙于处理其他请求。',
    remedy: `${seconds} 秒后重试。`,
  }),
  'model-not-ready': ({ name, seconds }) => ({
    message: `模型 "${name}" 正在载入。`,
    remedy: `${seconds} 秒后重试。`,
  }),
  'server-stopping': () => ({
    message: '服务器正在结束。',
    remedy: '待它重新启动后再试。',
  }),
  'answer-too-late': ({ seconds }) => ({
    message: `模型未能在 ${seconds} 秒内处理这些照片。`,
    remedy: '稍后重试，一次少发几张照片。',
  }),
};

const notAllowed = {
  token: { message: '令牌缺失或不正确。', remedy: '放在请求头 "Authorization: Bearer 令牌" 中发送。' },
  origin: { message: '其他网站的页面不能与此服务器通信。', remedy: '从程序中调用，或使用服务器自己的页面。' },
  host: {
    message: '此服务器只在自己的地址上应答。',
    remedy: '用 127.0.0.1 或 localhost 加端口访问，或以 --host 和令牌启动。',
  },
} as const;
