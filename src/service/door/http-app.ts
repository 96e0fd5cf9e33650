import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { sessionPaths } from '../../shared/app/session.ts';
import { bytesPaths } from '../../shared/app/urls.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import type { ServiceLog } from '../log/service-log.ts';
import type { Services } from '../services.ts';
import type { AccessKeys } from './access-keys.ts';
import { addBytesRoutes } from './bytes-routes.ts';
import { admit, factsOf, type Caller } from './check-request.ts';
import { statusOf } from './error-answer.ts';
import { openPageFiles } from './page-files.ts';
import { securityHeaders } from './security-headers.ts';
import { addSessionRoutes } from './session-routes.ts';
import type { StrangerConnections } from './stranger-connections.ts';
import { addUploadRoute } from './upload-route.ts';
import { addWindowCrashRoute } from './window-crash-route.ts';

export interface HttpAppOptions {
  readonly services: Services;
  readonly keys: AccessKeys;
  readonly port: number;
  /** The built page. */
  readonly page: string;
  readonly log: ServiceLog;
  readonly strangers: StrangerConnections;
}

/** Everything that goes over HTTP: the page's files, how a page comes in, pictures and uploads. */
export function createHttpApp(options: HttpAppOptions): Hono<never> {
  const { services, keys, port, page, log, strangers } = options;
  const app = new Hono<{ Variables: { caller: Caller }; Bindings: HttpBindings }>();
  const headers = Object.entries(securityHeaders(port));

  app.use(async (context, next) => {
    for (const [name, value] of headers) context.header(name, value);
    // Pictures and the page's assets say otherwise.
    context.header('cache-control', 'no-store');
    const caller = admit(factsOf(context), keys, port);
    if (caller !== 'stranger') strangers.welcome(context.env.incoming.socket);
    context.set('caller', caller);
    await next();
  });
  for (const path of [sessionPaths.session, sessionPaths.windowCrash])
    app.use(path, bodyLimit({ maxSize: 1_000, onError: tooLarge }));
  addSessionRoutes(app as never, keys, port);
  addWindowCrashRoute(app as never, services);

  app.use('/bytes/*', async (context, next) => {
    if (context.get('caller') === 'stranger') throw new ThawError('not-allowed', { what: 'token' });
    await next();
  });
  addBytesRoutes(app as never, services);
  addUploadRoute(app as never, services.uploads);

  const pageFile = openPageFiles(page);
  app.get('*', async (context) => (await pageFile(context)) ?? context.body(null, 404));
  app.onError((thrown, context) => {
    const error = asThawError(thrown);
    const status = statusOf(error);
    // The address's query may hold names of a person's files; the path says enough.
    const facts = { method: context.req.method, path: context.req.path, code: error.code };
    // Who goes away while a request is read is no fault of ours.
    const gone = context.req.raw.signal.aborted;
    if (status === 500 && !gone) log.error({ ...facts, err: thrown }, 'request failed');
    else log.debug(facts, 'request refused');
    for (const [name, value] of headers) context.header(name, value);
    context.header('cache-control', 'no-store');
    // What was not read of an upload would be taken for the next request.
    if (context.req.path === bytesPaths.upload) context.header('connection', 'close');
    return context.json(error.toPlain(), status as 400);
  });
  return app as never;
}

function tooLarge(): never {
  throw new ThawError('not-allowed', { what: 'token' });
}
