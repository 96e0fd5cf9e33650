import type { App } from './app.ts';

/** Asks where the photos of a project are now, and has it look there. True where that was told. */
export async function findFolder(app: App, project: string, title: string): Promise<boolean> {
  const folder = await app.chooseFolder(title);
  if (folder === null) return false;
  try {
    await app.client.projects.relink.mutate({ project, folder });
    return true;
  } catch (error) {
    app.fail(error);
    return false;
  }
}
