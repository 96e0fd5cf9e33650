import { type Context, Hono } from 'hono';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import { factsOf } from '../door/check-request.ts';
import { admitClient, type ClientRules } from './admit-client.ts';
import { errorAnswer, errorResponse, languageOf } from './error-response.ts';
import type { KeptModel } from './kept-model.ts';
import { openApi } from './open-api.ts';
import { type AskedPhotos, photosOfBody } from './photos-of-body.ts';
import { judged, whySkipped } from './predict-photos.ts';
import type { PhotoOutcome, PredictionQueue } from './prediction-queue.ts';
import { openBodyRoom } from './read-body.ts';
import { addServingPage } from './serving-page.ts';
import type { ServingLimits } from './serving-limits.ts';
import { photosOfTensors, readTensorAddress, tensorMetadata, versionStatus } from './tensorflow-serving.ts';

/** A model with the way to it. */
export interface ServedModel {
  readonly model: KeptModel;
  readonly queue: PredictionQueue;
}

export interface ServingAppOptions {
  /** By name; the first one answers where none is named. */
  readonly served: ReadonlyMap<string, ServedModel>;
  readonly rules: ClientRules;
  readonly limits: ServingLimits;
  readonly stopping: () => boolean;
  /** Told of each request that was answered. Never of what was in it. */
  readonly log: (line: string) => void;
}

/** Everything that a prediction server answers. */
export function createServingApp({ served, rules, limits, stopping, log }: ServingAppOptions): Hono {
  const app = new Hono<{ Variables: { known: boolean } }>();
  const room = openBodyRoom(limits);
  const [first] = served.values();

  app.use(async (context, next) => {
    const begun = performance.now();
    await next();
    const { method, path } = context.req;
    const code = context.error ? ` ${asThawError(context.error).code}` : '';
    log(`${method} ${path} ${context.res.status} ${(performance.now() - begun).toFixed(0)} ms${code}`);
  });
  app.use(async (context, next) => {
    for (const [name, value] of headers) context.header(name, value);
    const known = admitClient(factsOf(context), rules);
    context.set('known', known);
    if (!known && !openPaths.has(context.req.path))
      throw new ThawError('client-not-allowed', { what: 'token' });
    if (stopping()) context.header('connection', 'close');
    if (stopping() && context.req.path !== '/health') throw new ThawError('server-stopping', {});
    await next();
  });

  const answerPhotos = async (context: Context, { model, queue }: ServedModel): Promise<Response> =>
    room.read(context, async (body) => {
      const begun = performance.now();
      const asked = await photosOfBody(body, context.req.header('content-type') ?? '');
      requireFew(asked.photos.length, limits);
      const given = asked.photos.map(({ bytes }) => ({ kind: 'file', bytes }) as const);
      const outcomes = await queue.ask(given, context.req.raw.signal);
      const milliseconds = Number((performance.now() - begun).toFixed(1));
      return context.json({
        model: model.name,
        milliseconds,
        ...(asked.single
          ? answerOne(model, outcomes[0]!, limits)
          : { predictions: answerEach(model, asked, outcomes, limits, context) }),
      });
    });
  const answerTensors = async (context: Context, { model, queue }: ServedModel): Promise<Response> =>
    room.read(context, async (body) => {
      const { form, photos } = photosOfTensors(body, limits);
      const outcomes = await queue.ask(photos, context.req.raw.signal);
      const rows = outcomes.map((outcome, index) => {
        if (outcome.kind === 'photo') return model.file.classes.map((name) => outcome.probabilities[name]!);
        const place = form === 'outputs' ? 'inputs' : 'instances';
        throw whySkipped(outcome.skipped, `${place}[${index}]`, limits.pixelsPerPhoto);
      });
      return context.json({ [form]: rows });
    });

  app.post('/predict', (context) => answerPhotos(context, first!));
  app.post('/models/:name/predict', (context) => answerPhotos(context, find(context.req.param('name'))));
  app.get('/models', (context) => context.json({ models: [...served.values()].map(describe) }));
  app.get('/health', (context) => health(context, context.get('known')));
  app.get('/openapi.json', (context) =>
    context.json(openApi([...served.keys()], rules.keys !== null, limits)),
  );
  app.all('/v1/models/*', (context) => {
    const path = decodeURIComponent(context.req.path.slice('/v1/models/'.length));
    const address = readTensorAddress(context.req.method, path);
    if (!address) throw unknownAddress(context);
    const { name, asks } = address;
    if (asks === 'predict') return answerTensors(context, find(name));
    const { model } = find(name);
    return context.json(asks === 'status' ? versionStatus(model) : tensorMetadata(model));
  });
  addServingPage(app as never, [...served.keys()], rules.keys !== null);

  app.notFound((context) => errorResponse(context, unknownAddress(context)));
  app.onError((thrown, context) => {
    for (const [name, value] of headers) context.header(name, value);
    return errorResponse(context, asThawError(thrown));
  });
  return app as never;

  function find(name: string): ServedModel {
    const found = served.get(name);
    if (found) return found;
    throw new ThawError('model-not-served', { name, known: [...served.keys()] });
  }

  function health(context: Context, known: boolean): Response {
    const states = [...served.values()].map(({ model, queue }) => ({
      name: model.name,
      ready: model.ready(),
      waiting: queue.size(),
    }));
    const loading = [...served.values()].filter(({ model }) => !model.ready());
    const status = stopping() ? 'stopping' : loading.length > 0 ? 'loading' : 'ready';
    if (loading.length > 0)
      context.header('retry-after', String(Math.max(...loading.map(({ model }) => model.readyIn()))));
    return context.json({ status, ...(known ? { models: states } : {}) }, status === 'ready' ? 200 : 503);
  }
}

/** On every answer. */
const headers = [
  ['cache-control', 'no-store'],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-resource-policy', 'same-origin'],
] as const;

/** What is told without the token: whether it works, and the page that asks for the token. */
const openPaths: ReadonlySet<string> = new Set(['/health', '/', '/page.js', '/page.css']);

function unknownAddress({ req: { method, path } }: Context): ThawError {
  return new ThawError('address-unknown', { method, path });
}

function requireFew(photos: number, { photosPerRequest: limit }: ServingLimits): void {
  if (photos > limit) throw new ThawError('too-many-photos', { photos, limit });
}

function answerOne(model: KeptModel, outcome: PhotoOutcome, limits: ServingLimits): object {
  if (outcome.kind === 'skipped') throw whySkipped(outcome.skipped, '', limits.pixelsPerPhoto);
  return judged(model, outcome);
}

function answerEach(
  model: KeptModel,
  { photos }: AskedPhotos,
  outcomes: readonly PhotoOutcome[],
  { pixelsPerPhoto }: ServingLimits,
  context: Context,
): readonly object[] {
  return outcomes.map((outcome, index) => {
    const { name } = photos[index]!;
    if (outcome.kind === 'photo') return { name, ...judged(model, outcome) };
    const error = whySkipped(outcome.skipped, name ?? '', pixelsPerPhoto);
    return { name, ...errorAnswer(error, languageOf(context)) };
  });
}

function describe({ model: { name, file, rule } }: ServedModel): object {
  return { name, classes: file.classes, imageSize: file.image.size, noneOfThese: rule };
}
