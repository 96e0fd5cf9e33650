import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { registerActivations } from './explain/activations.ts';
import { registerFilters } from './explain/filters.ts';
import { registerHeat } from './explain/heat.ts';
import { registerLayers } from './explain/layers.ts';
import { registerMap } from './explain/map.ts';
import { registerSimilar } from './explain/similar.ts';

/** `thaw explain`: looks into a model; one file a subcommand. */
export function registerExplain(program: Command, cli: CliContext): void {
  const explain = program.command('explain').description(cli.words.commands.explain).helpCommand(false);
  registerHeat(explain, cli);
  registerActivations(explain, cli);
  registerFilters(explain, cli);
  registerLayers(explain, cli);
  registerSimilar(explain, cli);
  registerMap(explain, cli);
}
