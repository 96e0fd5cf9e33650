/** What a photo has in common with others of its group, by the photo's path; null: it is alone. */
export type GroupNames = (path: string) => string | null;
