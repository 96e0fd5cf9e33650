import { codeOfFragment, pageKeyHeader, sessionPaths } from '../../shared/app/session.ts';
import type { Desktop } from '../../shared/app/desktop.ts';
import { connect, type Client } from '../shared/client.ts';
import { RetryCountdown } from './retry-countdown.ts';

/** The socket to the service: whether it is open, when it last spoke, and when the next try is. */
export class Connection {
  readonly client: Client;
  readonly #desktop: Desktop | null;
  readonly #retry = new RetryCountdown((left) => (this.#retryInSeconds = left));
  readonly #cameIn: Promise<void>;
  #heardAt: Date | null = null;
  #open = $state(false);
  #lastHeard = $state.raw<Date | null>(null);
  #retryInSeconds = $state<number | null>(null);
  #denied = $state(false);
  #saving = $state(false);

  constructor(desktop: Desktop | null, onOpen: () => void) {
    this.#desktop = desktop;
    this.#cameIn = desktop ? Promise.resolve() : exchangeCode();
    this.client = connect({
      url: () => this.#url(),
      token: async () => (desktop ? (await desktop.connection()).token : null),
      page: () => (desktop ? null : pageKey()),
      onOpen: () => {
        this.#open = true;
        onOpen();
      },
      onClose: () => {
        this.#open = false;
        this.#lastHeard = this.#heardAt;
      },
      onHeard: () => {
        // eslint-disable-next-line svelte/prefer-svelte-reactivity -- replaced whole, never changed
        this.#heardAt = new Date();
        this.#retry.heard();
      },
      onSaving: (count) => (this.#saving = count > 0),
    }).client;
  }

  get open(): boolean {
    return this.#open;
  }

  /** When the service last said anything before the connection was lost. */
  get lastHeard(): Date | null {
    return this.#lastHeard;
  }

  get retryInSeconds(): number | null {
    return this.#retryInSeconds;
  }

  /** This browser has no right: no code, a used one, or a service that was started anew. */
  get denied(): boolean {
    return this.#denied;
  }

  /** Changes are on their way. */
  get saving(): boolean {
    return this.#saving;
  }

  retryNow(): void {
    this.#retry.now();
  }

  async #url(): Promise<string> {
    await this.#cameIn;
    await this.#retry.wait();
    if (this.#desktop) return `ws://127.0.0.1:${(await this.#desktop.connection()).port}${sessionPaths.rpc}`;
    // A refused socket does not say why; this does. A service that cannot be reached answers nothing: try the socket.
    const headers = { [pageKeyHeader]: pageKey() ?? '' };
    const answer = await fetch(sessionPaths.session, { headers }).catch(() => null);
    this.#denied = answer?.status === 401 || answer?.status === 403;
    if (this.#denied) throw new Error('This page has no right to speak with the service.');
    const { protocol, host } = window.location;
    return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${sessionPaths.rpc}`;
  }
}

/** The link of `thaw serve` carries a code that works once; it is taken out of the address and changed for a cookie and a key. */
async function exchangeCode(): Promise<void> {
  const code = codeOfFragment(window.location.hash);
  if (code === null) return;
  window.history.replaceState(null, '', window.location.pathname);
  // Refused or unreachable: the check before each try says so.
  const answer = await fetch(sessionPaths.session, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  }).catch(() => null);
  const key = answer?.ok ? answer.headers.get(pageKeyHeader) : null;
  if (key !== null) keepPageKey(key);
}

const keptAs = 'thaw.page';
/** Where the browser keeps nothing, the key holds until the page is closed. */
let unkept: string | null = null;

/** Read at every try: another tab that opened a newer link changed the cookie, which all tabs share, and the key. */
function pageKey(): string | null {
  try {
    return unkept ?? window.localStorage.getItem(keptAs);
  } catch {
    return unkept;
  }
}

/** This origin's storage is this port's alone. */
function keepPageKey(key: string): void {
  try {
    window.localStorage.setItem(keptAs, key);
    unkept = null;
  } catch {
    unkept = key;
  }
}
