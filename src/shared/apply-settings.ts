import { assertNever } from './assert-never.ts';
import { ThawError } from './errors/thaw-error.ts';
import { recipeSchema, type Recipe } from './recipe.ts';
import { phaseSettings, type PhaseSetting } from './phase-settings.ts';
import { recipeSettings } from './recipe-settings.ts';
import type { SettingKind, SettingValue } from './setting-kind.ts';

/** Every name that `applySettings` knows, with one line about its values. `phaseN.` before those marked so. */
export const settingNames: readonly {
  readonly name: string;
  readonly description: string;
  readonly perPhase: boolean;
}[] = [
  ...Object.entries(recipeSettings).map(([name, { description }]) => ({
    name,
    description,
    perPhase: false,
  })),
  ...Object.entries(phaseSettings).map(([name, { description }]) => ({ name, description, perPhase: true })),
].sort((first, second) => (first.name < second.name ? -1 : 1));

/** The names to choose from where a name is unknown. */
const knownNames: readonly string[] = settingNames.flatMap(({ name, perPhase }) =>
  perPhase ? [name, `phase1.${name}`] : [name],
);

/**
 * The recipe with these changes, each `KEY=VALUE`; of two for one key the later one counts. Settings of a phase:
 * `epochs=30` (all phases), `epochs=30,20` (one each), `phase2.epochs=20`. Throws `unknown-setting`, `invalid-setting`.
 */
export function applySettings(recipe: Recipe, changes: readonly string[]): Recipe {
  const parsed = changes.map(parseChange);
  // What replaces a whole (optimizer, schedule, augmentation, initialiser, loss, base) goes before what changes a part of it,
  // whatever order they came in.
  const replacing = parsed.filter(({ name }) =>
    /^(phase\d+\.)?(optimizer|schedule|augmentation|initialiser|loss|base)$/.test(name),
  );
  // How many phases there are goes before what changes one of them.
  const counting = parsed.filter(({ name }) => name === 'phases');
  const rest = parsed.filter((change) => !replacing.includes(change) && !counting.includes(change));
  return [...counting, ...replacing, ...rest].reduce(applyOne, recipe);
}

interface Change {
  readonly name: string;
  readonly text: string;
}

function parseChange(change: string): Change {
  const at = change.indexOf('=');
  if (at <= 0) throw new ThawError('invalid-setting', { setting: change, value: '', expected: 'KEY=VALUE' });
  return { name: change.slice(0, at).trim(), text: change.slice(at + 1).trim() };
}

function applyOne(recipe: Recipe, change: Change): Recipe {
  const { name, text } = change;
  if (Object.hasOwn(recipeSettings, name)) {
    const { apply, value, description } = recipeSettings[name]!;
    return checked(apply(recipe, parseValue(value, change, description)), change, description);
  }
  const [, number, phaseName] = /^(?:phase(\d+)\.)?(.+)$/.exec(name)!;
  if (!Object.hasOwn(phaseSettings, phaseName!))
    throw new ThawError('unknown-setting', { setting: name, known: knownNames });
  const setting = phaseSettings[phaseName!]!;
  return number === undefined
    ? applyToAll(recipe, setting, change)
    : applyToPhases(recipe, setting, change, new Map([[phaseIndex(recipe, Number(number), change), text]]));
}

/** One value for all phases, or one for each, with commas between them. */
function applyToAll(recipe: Recipe, setting: PhaseSetting, change: Change): Recipe {
  const texts = change.text.split(',').map((text) => text.trim());
  if (texts.length > 1 && texts.length !== recipe.phases.length)
    throw invalid(
      change,
      `one value, or ${recipe.phases.length} with commas: this recipe has ${recipe.phases.length} phases`,
    );
  return applyToPhases(
    recipe,
    setting,
    change,
    new Map(recipe.phases.map((_, index) => [index, texts.length > 1 ? texts[index]! : texts[0]!])),
  );
}

/** A phase whose optimizer has no such value keeps what it has; if none of them has it, the setting is an error. */
function applyToPhases(
  recipe: Recipe,
  { apply, value, description }: PhaseSetting,
  change: Change,
  texts: ReadonlyMap<number, string>,
): Recipe {
  const applied = recipe.phases.map((phase, index) => {
    const text = texts.get(index);
    return text === undefined ? null : apply(phase, parseValue(value, { ...change, text }, description));
  });
  if (applied.every((phase) => phase === null)) throw invalid(change, `a phase that has it (${description})`);
  return checked(
    { ...recipe, phases: recipe.phases.map((phase, index) => applied[index] ?? phase) },
    change,
    description,
  );
}

function phaseIndex(recipe: Recipe, number: number, change: Change): number {
  if (number < 1 || number > recipe.phases.length)
    throw invalid(
      change,
      recipe.phases.length === 1
        ? 'phase1: this recipe has one phase'
        : `phase1 to phase${recipe.phases.length}`,
    );
  return number - 1;
}

function parseValue(kind: SettingKind, change: Change, description: string): SettingValue {
  const { text } = change;
  switch (kind.kind) {
    case 'number-or-none':
      return text === 'none' ? null : parseNumber(change, description);
    case 'number-or-fresh':
      return text === 'fresh' ? 0 : parseNumber(change, description);
    case 'number':
      return parseNumber(change, description);
    case 'numbers-or-none': {
      if (text === 'none') return [];
      const numbers = text
        .split(',')
        .map((part) => parseNumber({ ...change, text: part.trim() }, description));
      return numbers.length === 1 ? numbers[0]! : numbers;
    }
    case 'range-or-none':
      return text === 'none' ? null : parseRange(change, description);
    case 'switch':
      if (text === 'true' || text === 'false') return text === 'true';
      throw invalid(change, description);
    case 'choice':
      if (kind.choices.includes(text)) return text;
      throw invalid(change, description);
    case 'text':
      return text;
    default:
      return assertNever(kind);
  }
}

function parseNumber(change: Change, description: string): number {
  // Number() alone would take '' as 0 and '0x10' as 16.
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(change.text)) throw invalid(change, description);
  return Number(change.text);
}

/** Two numbers from 0 up. */
function parseRange(change: Change, description: string): readonly [number, number] {
  const [, low, high] = /^(\d*\.?\d+) ?- ?(\d*\.?\d+)$/.exec(change.text) ?? [];
  if (low === undefined || high === undefined) throw invalid(change, description);
  return [Number(low), Number(high)];
}

function checked(candidate: object | null, change: Change, description: string): Recipe {
  const result = recipeSchema.safeParse(candidate);
  if (!result.success) throw invalid(change, description);
  return result.data;
}

function invalid({ name, text }: Change, expected: string): ThawError {
  return new ThawError('invalid-setting', { setting: name, value: text, expected });
}
