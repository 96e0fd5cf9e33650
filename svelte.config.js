/** Runes everywhere; styles as files, since the content security policy allows nothing inline. */
export default { compilerOptions: { runes: true, css: 'external' } };
