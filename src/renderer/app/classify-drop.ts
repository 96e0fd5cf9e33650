/** One thing that was dropped, as far as the browser tells. */
export interface DroppedThing {
  readonly name: string;
  readonly folder: boolean;
}

export type DropKind =
  | { readonly kind: 'folder'; readonly name: string }
  | { readonly kind: 'zip'; readonly name: string }
  | { readonly kind: 'photos'; readonly count: number }
  /** `name`: of the file that is opened; weights may lie beside it. */
  | { readonly kind: 'model'; readonly name: string }
  | { readonly kind: 'several-folders' }
  /** Nothing that Thaw reads; the first such file's type, `.docx`, empty where it has none. */
  | { readonly kind: 'wrong'; readonly extension: string };

const photoExtensions = /\.(jpe?g|jpe|jfif|png|webp|gif|tiff?|avif|heic|heif)$/iu;
/** Photos, or a project that was packed on another computer. */
const zipExtension = /\.(zip|thaw)$/iu;

const modelExtension = /\.(keras|h5|hdf5)$/iu;
/** A model of TensorFlow.js, and what comes with it. */
const modelJson = 'model.json';
const besideModel = /\.(bin|json|txt)$/iu;

/** What a drop is, by names alone; the service looks at the content. */
export function classifyDrop(things: readonly DroppedThing[]): DropKind {
  const folders = things.filter(({ folder }) => folder);
  const files = things.filter(({ folder }) => !folder);
  const [only] = things;
  if (only && things.length === 1) {
    if (only.folder) return { kind: 'folder', name: only.name };
    if (zipExtension.test(only.name)) return { kind: 'zip', name: only.name.replace(zipExtension, '') };
  }
  const model = modelIn(things);
  if (model !== null) return { kind: 'model', name: model };
  const wrong = files.find(({ name }) => !photoExtensions.test(name));
  if (wrong) return { kind: 'wrong', extension: extensionOf(wrong.name) };
  if (folders.length > 0) return { kind: 'several-folders' };
  return files.length > 0 ? { kind: 'photos', count: files.length } : { kind: 'wrong', extension: '' };
}

function modelIn(things: readonly DroppedThing[]): string | null {
  const names = things.map(({ name }) => name);
  if (things.some(({ folder }) => folder)) return null;
  const [only] = names;
  if (only !== undefined && names.length === 1 && modelExtension.test(only)) return only;
  return names.includes(modelJson) && names.every((name) => besideModel.test(name)) ? modelJson : null;
}

/** Whether a folder is a run of Thaw, or holds a model and no folder of photos, by what lies in it. */
export function holdsModel(things: readonly DroppedThing[]): boolean {
  const has = (wanted: string): boolean => things.some(({ name }) => name === wanted);
  if (has('model') && (has('config.json') || has('opened.json'))) return true;
  const models = things.filter(({ name }) => modelExtension.test(name) || name === modelJson);
  return models.length === 1 && things.every(({ folder }) => !folder);
}

/** What is dragged, known only by its types until it is dropped: a folder has none. */
export type DraggedKind = 'photos' | 'zip' | 'model' | 'folder' | 'wrong';

/** Of model.json, and of .h5 where the system knows it; a .keras file has none, as a folder. */
const modelTypes = /^application\/(json|x-hdf5?)$/u;

export function classifyDragged(types: readonly string[]): DraggedKind {
  if (types.length > 0 && types.every((type) => type.startsWith('image/'))) return 'photos';
  if (types.some((type) => type === '')) return 'folder';
  if (types.some((type) => modelTypes.test(type))) return 'model';
  return types.length === 1 && /zip/u.test(types[0]!) ? 'zip' : 'wrong';
}

function extensionOf(name: string): string {
  return /\.[^.]+$/u.exec(name)?.[0].toLowerCase() ?? '';
}
