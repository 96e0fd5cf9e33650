import type { Client } from '../../shared/client.ts';

const pageSize = 500;

/** Which photos a run was tested on: paths with the start of their content's hash, in one string that is equal for equal photos. */
export async function testPhotosOf(client: Client, project: string, run: string): Promise<string> {
  const photos: string[] = [];
  for (let offset = 0; ; offset += pageSize) {
    const { total, answers } = await client.runs.answers.query({
      project,
      run,
      part: 'test',
      className: null,
      answer: null,
      mistakesOnly: false,
      offset,
      limit: pageSize,
    });
    for (const { path, version, className } of answers)
      photos.push(`${className}\n${path}\n${version ?? ''}`);
    if (answers.length === 0 || offset + answers.length >= total) break;
  }
  return photos.sort().join('\n\n');
}
