import type { LeftGpu } from '../../shared/app/left-gpu.ts';
import { jobWords as english } from '../../shared/messages/en/job-words.ts';
import type { Language } from '../../shared/messages/language.ts';
import { jobWords as chinese } from '../../shared/messages/zh-CN/job-words.ts';

/** What a toast says of a job that goes on without its GPU: the terminal's sentence. */
export function leftGpuText({ gpu, reason }: LeftGpu, language: Language): string {
  const words = language === 'zh-CN' ? chinese : english;
  return words.notice({ code: 'gpu-left', gpu, reason, epoch: null });
}
