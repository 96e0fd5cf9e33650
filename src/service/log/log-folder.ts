/** Where the log lies below the app's data folder. Apart from who writes it: the terminal only reads. */
export const logFolderName = 'logs';
