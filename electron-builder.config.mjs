import { readFileSync } from 'node:fs';

/**
 * Wraps what `npm run stage` made into installers; nothing is built or fetched here but Electron. Signing and notarising
 * are set up by electron-builder's own environment variables (CSC_LINK, CSC_KEY_PASSWORD; WIN_CSC_LINK,
 * WIN_CSC_KEY_PASSWORD; APPLE_ID, APPLE_APP_SPECIFIC_PASSWORD, APPLE_TEAM_ID); without them the packages are unsigned. An installed Thaw asks nobody for newer
 * versions and replaces nothing by itself (ARCHITECTURE.md says how updates happen).
 */
const { devDependencies } = /** @type {{ devDependencies: Record<string, string> }} */ (
  JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))
);

/** @type {Record<string, unknown>} as https://www.electron.build/configuration describes it */
export default {
  appId: 'app.thaw.Thaw',
  productName: 'Thaw',
  copyright: 'Apache License 2.0',
  electronVersion: devDependencies.electron,
  directories: { app: '.package/app', buildResources: '.package/resources', output: '.package/installers' },
  files: ['**/*'],
  asar: true,
  // Node, the engine and their native libraries run without Electron, so they lie beside the archive.
  extraResources: [{ from: '.package/thaw', to: 'thaw' }],
  npmRebuild: false,
  nodeGypRebuild: false,
  artifactName: 'Thaw-${version}-${os}-${arch}.${ext}',
  publish: null,
  // Number 19 of Electron's checklist: the shell is a browser and nothing else.
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: {
    target: ['AppImage', 'deb'],
    icon: 'icon.png',
    category: 'Education',
    synopsis: 'Transfer learning on small image sets',
    maintainer: 'Thaw',
  },
  win: { target: ['nsis'], icon: 'icon.png' },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    deleteAppDataOnUninstall: false,
  },
  mac: {
    target: ['dmg', 'zip'],
    icon: 'icon.png',
    category: 'public.app-category.education',
    hardenedRuntime: true,
    // Without Apple's account the package is not notarised, and says so when it is made.
    notarize: Boolean(process.env.APPLE_TEAM_ID),
    // The Node beside the archive compiles code while it runs and loads a TensorFlow that its own set-up fetched.
    entitlementsInherit: 'resources/entitlements.mac.plist',
    entitlements: 'resources/entitlements.mac.plist',
  },
};
