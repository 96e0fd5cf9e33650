import type { ClassView } from '../../../shared/app/project-view.ts';

/** The classes as they are sent to the service. */
export interface ClassEdit {
  name: string;
  folders: string[];
  excluded: boolean;
}

export function editsOf(classes: readonly ClassView[]): ClassEdit[] {
  return classes.map(({ name, folders, excluded }) => ({ name, folders: [...folders], excluded }));
}

export function renamed(classes: readonly ClassView[], from: string, to: string): ClassEdit[] {
  return editsOf(classes).map((edit) => (edit.name === from ? { ...edit, name: to } : edit));
}

/** One class of the folders of both, under the name of `into`. */
export function merged(classes: readonly ClassView[], from: string, into: string): ClassEdit[] {
  const edits = editsOf(classes);
  const given = edits.find(({ name }) => name === from)?.folders ?? [];
  return edits
    .filter(({ name }) => name !== from)
    .map((edit) => (edit.name === into ? { ...edit, folders: [...edit.folders, ...given] } : edit));
}

/** A class of several folders as one class a folder, under the folders' own names. */
export function takenApart(classes: readonly ClassView[], name: string): ClassEdit[] {
  return editsOf(classes).flatMap((edit) =>
    edit.name === name
      ? edit.folders.map((folder) => ({ name: folder, folders: [folder], excluded: edit.excluded }))
      : [edit],
  );
}

export function withExcluded(classes: readonly ClassView[], name: string, excluded: boolean): ClassEdit[] {
  return editsOf(classes).map((edit) => (edit.name === name ? { ...edit, excluded } : edit));
}

/** Why a class may not be called so; null where it may. Names that differ in capitals only are kept apart on purpose. */
export function nameFault(
  classes: readonly ClassView[],
  current: string,
  wanted: string,
): 'empty' | 'taken' | null {
  if (wanted.trim() === '') return 'empty';
  return wanted !== current && classes.some(({ name }) => name === wanted) ? 'taken' : null;
}

/** Whether taking a class apart would give two classes one name. */
export function mayTakeApart(classes: readonly ClassView[], { name, folders }: ClassView): boolean {
  const others = new Set(classes.filter((other) => other.name !== name).map((other) => other.name));
  return folders.length > 1 && folders.every((folder) => !others.has(folder));
}
