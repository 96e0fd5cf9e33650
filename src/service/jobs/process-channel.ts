import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';

/** From those of this process who know something to those who listen: Node's own channel between the two. */
export interface ProcessChannel<Told> {
  readonly tell: (told: Told) => void;
  /** Calls for all that is told from now on. Returns how to stop that. */
  readonly hear: (listener: (told: Told) => void) => () => void;
}

/** `name`: of this kind of word alone. */
export function processChannel<Told>(name: string): ProcessChannel<Told> {
  const between = channel(name);
  return {
    tell(told) {
      between.publish(told);
    },
    hear(listener) {
      const heard = (told: unknown): void => {
        listener(told as Told);
      };
      subscribe(name, heard);
      return () => {
        unsubscribe(name, heard);
      };
    },
  };
}
