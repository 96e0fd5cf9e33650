import { steps, type Place, type Step } from '../shared/app.ts';

export const home: Place = { kind: 'home' };

/** The place that an address's hash names; Home for anything else. */
export function parsePlace(hash: string): Place {
  const [path = '', show] = hash.replace(/^#?\/?/u, '').split('?show=');
  const [kind, project, step = 'data', run, ...more] = path.split('/').map(decode);
  if (kind !== 'p' || !project || more.length > 0 || !isStep(step)) return home;
  const shown = show === undefined ? '' : decode(show);
  return {
    kind: 'project',
    project,
    step,
    run: run === undefined || run === '' ? null : run,
    ...(shown === '' ? {} : { show: shown }),
  };
}

/** The hash of a place: `#/p/ID/results/RUN`, `#/p/ID/data?show=FILTER`, `#/` for Home. */
export function formatPlace(place: Place): string {
  if (place.kind === 'home') return '#/';
  const run = place.run === null ? '' : `/${encodeURIComponent(place.run)}`;
  const show = place.show === undefined ? '' : `?show=${encodeURIComponent(place.show)}`;
  return `#/p/${encodeURIComponent(place.project)}/${place.step}${run}${show}`;
}

function isStep(text: string): text is Step {
  return (steps as readonly string[]).includes(text);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
