import type { App } from '../../shared/app.ts';
import { dataWords } from './words/index.ts';

/** Asks before photos whose results were seen are split anew. */
export function mayBeSplitAgain(app: App): Promise<boolean> {
  const { split } = dataWords[app.language];
  return app.ask({
    title: split.againTitle,
    text: split.againText,
    safe: split.keep,
    act: split.again,
    tone: 'plain',
  });
}
