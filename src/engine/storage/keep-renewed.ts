import { open } from 'node:fs/promises';

/**
 * Writes a lock's words once more every so many milliseconds, so that the time of its file shows that its holder lives;
 * by the clock of the drive, which another computer sees too. Returns what ends it.
 */
export function keepRenewed(file: string, content: string, milliseconds: number): () => void {
  let isAtIt = false;
  const timer = setInterval(() => {
    // A drive that does not answer would hold one thread after the other.
    if (isAtIt) return;
    isAtIt = true;
    void renew(file, content)
      .catch(() => undefined)
      .finally(() => {
        isAtIt = false;
      });
  }, milliseconds);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

/** Through the very file that has these words: by its name, another one's lock might be there meanwhile. */
async function renew(file: string, content: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    if ((await handle.readFile('utf8')) === content) await handle.write(content, 0);
  } finally {
    await handle.close();
  }
}
