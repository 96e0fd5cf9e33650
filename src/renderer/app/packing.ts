import type { ComputingView } from '../../shared/app/computing-view.ts';
import type { Inputs } from '../../shared/app/inputs.ts';
import type { PackProjectResult } from '../../shared/job-results/project-results.ts';
import { thawErrorOf, type Client } from '../shared/client.ts';

/** A project that is being packed. */
export interface Packing {
  /** What was packed; null where it was cancelled, or the connection lost. Rejects with a ThawError. */
  readonly packed: Promise<PackProjectResult | null>;
  /** Nothing is left of it then. */
  readonly cancel: () => void;
}

export function packProject(
  client: Client,
  input: Inputs['packProject'],
  onProgress: (view: ComputingView) => void,
): Packing {
  let cancel = (): void => undefined;
  const packed = new Promise<PackProjectResult | null>((resolve, reject) => {
    const stream = client.projects.pack.subscribe(input, {
      onData: (news) => {
        if (news.kind === 'packed') resolve(news.packed);
        else onProgress(news);
      },
      onError: (error) => {
        reject(thawErrorOf(error));
      },
      onConnectionStateChange: ({ state, error }) => {
        // The service ends it, and a connection that came back would pack everything once more.
        if (state === 'connecting' && error) cancel();
      },
    });
    cancel = () => {
      stream.unsubscribe();
      resolve(null);
    };
  });
  return {
    packed,
    cancel: () => {
      cancel();
    },
  };
}
