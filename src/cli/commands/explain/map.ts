import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { requireFree } from '../../../engine/export/destination.ts';
import { mapFormatOf, writePhotoMap } from '../../../engine/likeness/write-photo-map.ts';
import { isWrong, type PhotoMap } from '../../../shared/photo-map.ts';
import type { CliContext } from '../../cli-context.ts';
import { takePhotosOfRun } from '../../options/photos-of-run.ts';

interface MapOptions {
  readonly out: string;
  readonly photos?: string;
}

/** `thaw explain map`: where a run's photos stand by the features of its model. */
export function registerMap(explain: Command, cli: CliContext): void {
  const { words } = cli;
  explain
    .command('map')
    .description(words.explain.map)
    .argument('<run>', words.arguments.run)
    .requiredOption('--out <file>', words.explain.options.mapOut)
    .option('--photos <folder>', words.options.photosOfRun)
    .option('--json', words.options.json)
    .action(async (run: string, { out, photos }: MapOptions) => {
      await takePhotosOfRun(cli, run, photos);
      await mapPhotos(cli, run, resolve(cli.cwd, out));
    });
}

async function mapPhotos(cli: CliContext, run: string, out: string): Promise<void> {
  const { mapDrawing, mapAt, leftOut } = cli.words.explain;
  // Before anything is computed, so that no work is lost to a name.
  const format = mapFormatOf(out);
  await requireFree(out);
  const map = await cli.run<PhotoMap>({ job: 'map-photos', run: resolve(cli.cwd, run) });
  await writePhotoMap(
    map,
    { file: out, format },
    {
      title: mapDrawing.title(basename(map.run)),
      wrong: mapDrawing.wrong,
    },
  );
  const photos = map.photos.length;
  const wrong = map.photos.filter(isWrong).length;
  if (cli.json) {
    cli.printJson({ kind: 'result', run: map.run, photos, wrong, leftOut: map.leftOut, out });
    return;
  }
  if (map.leftOut > 0) cli.say(cli.style.warm(leftOut(map.leftOut)));
  cli.print(mapAt(photos, wrong, out));
}
