/** Thaw's version; a test keeps it equal to package.json. */
export const thawVersion = '0.1.0';
