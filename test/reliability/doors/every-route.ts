import { createHttpApp } from '../../../src/service/door/http-app.ts';
import type { Services } from '../../../src/service/services.ts';
import { sessionPaths } from '../../../src/shared/app/session.ts';
import {
  activationsUrl,
  askedPhotoUrl,
  augmentedUrl,
  type bytesPaths,
  patternUrl,
  photoUrl,
  reportUrl,
  thumbnailUrl,
  uploadUrl,
  whyAskedUrl,
  whyUrl,
} from '../../../src/shared/app/urls.ts';

/** One address of the service's HTTP side, as its app has it. */
export interface Route {
  readonly method: string;
  /** With a query that would be answered. */
  readonly address: string;
  /** Anybody gets an answer: the page itself, what answers here, and what changes a code for rights. */
  readonly open: boolean;
}

const path = 'apple/0.png';
const addresses = (project: string, run: string): Readonly<Record<keyof typeof bytesPaths, string>> => {
  const photo = { project, path, version: 'abc' };
  const augmented = { ...photo, size: 80, fit: 'crop', augmentation: null, seed: 1, draw: 0 } as const;
  return {
    thumbnail: thumbnailUrl(photo, 80),
    photo: photoUrl(photo),
    augmented: augmentedUrl(augmented),
    asked: askedPhotoUrl('abcdef012345', 80),
    why: whyUrl(project, run, path),
    whyAsked: whyAskedUrl('abcdef012345'),
    report: reportUrl(project, run, 'en'),
    activations: activationsUrl(project, run, path, 'dense'),
    pattern: patternUrl(project, run, 'dense', 0),
    upload: uploadUrl('abcdef012345', path),
  };
};

const openPaths: ReadonlySet<string> = new Set([
  'GET /*',
  `GET ${sessionPaths.health}`,
  `POST ${sessionPaths.session}`,
]);

/** Every route, asked of the app itself. Throws for one that has no address here, so that none can be forgotten. */
export function everyRoute(project: string, run: string): readonly Route[] {
  const app = createHttpApp({ services: {} as Services } as Parameters<typeof createHttpApp>[0]);
  const known = new Map([
    ...Object.values(sessionPaths).map((one) => [one as string, one as string] as const),
    ...Object.values(addresses(project, run)).map((one) => [one.split('?')[0]!, one] as const),
    ['/*', '/'] as const,
  ]);
  // What stands before every route says ALL.
  const routes = app.routes.filter(({ method }) => method !== 'ALL');
  return routes.map(({ method, path: route }) => {
    const address = known.get(route);
    if (address === undefined) throw new Error(`no address is known for ${method} ${route}`);
    return { method, address, open: openPaths.has(`${method} ${route}`) };
  });
}
