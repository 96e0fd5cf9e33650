import { execFile } from 'node:child_process';
import { root } from '../bootstrap/places.mjs';

/**
 * @typedef {'info' | 'low' | 'moderate' | 'high' | 'critical'} Severity
 * @typedef {{ name: string, severity: Severity }} WeakPackage
 * @typedef {{ kind: 'unanswered', reason: string }
 *   | { kind: 'audited', packages: number, weak: readonly WeakPackage[] }} Audit
 * @typedef {{ stops: 'nothing' | 'release' | 'all', text: string }} Verdict
 */

/** What a weakness must be for a check to fail; smaller ones are told. @type {readonly Severity[]} */
const grave = ['moderate', 'high', 'critical'];

/** npm's own without a connection is minutes. */
const patience = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=30000'];

/**
 * Asks the registry what it knows against the packages of package-lock.json, those for development included: Electron,
 * which the installers ship, is one of them. Nothing is installed or changed.
 *
 * @param {readonly string[]} [parameters] more of them for `npm audit`
 * @returns {Promise<Audit>}
 */
export function auditPackages(parameters = []) {
  const options = { cwd: root, shell: process.platform === 'win32', maxBuffer: 2 ** 26 };
  // Weaknesses make npm fail too, so that its exit code says nothing.
  return new Promise((resolve) => {
    execFile('npm', ['audit', '--json', ...patience, ...parameters], options, (_, output, said) =>
      resolve(readAudit(output, said)),
    );
  });
}

/**
 * @param {string} output what `npm audit --json` prints
 * @param {string} said what it says beside
 * @returns {Audit}
 */
function readAudit(output, said) {
  /** @type {{ message?: string, vulnerabilities?: Record<string, WeakPackage>, metadata?: { dependencies: { total: number } } }} */
  let report;
  try {
    report = JSON.parse(output);
  } catch {
    return { kind: 'unanswered', reason: said.trim().split('\n').at(-1) || 'npm audit printed nothing' };
  }
  const { message, vulnerabilities, metadata } = report;
  if (!vulnerabilities || !metadata)
    return { kind: 'unanswered', reason: message ?? 'npm audit gave no report' };
  const weak = Object.values(vulnerabilities).map(({ name, severity }) => ({ name, severity }));
  return { kind: 'audited', packages: metadata.dependencies.total, weak };
}

/**
 * What to say of an audit, and what it stops. A registry that has no audit, as a mirror, and a machine without a network
 * stop a release alone.
 *
 * @param {Audit} audit
 * @returns {Verdict}
 */
export function judgeAudit(audit) {
  if (audit.kind === 'unanswered') return { stops: 'release', text: `Packages not audited: ${audit.reason}` };
  const { packages, weak } = audit;
  const failing = weak.filter(({ severity }) => grave.includes(severity));
  const names = weak.map(({ name, severity }) => `${name} (${severity})`).join(', ');
  if (failing.length > 0)
    return { stops: 'all', text: `Packages with known weaknesses: ${names}. \`npm audit\` says more.` };
  const smaller = names === '' ? '' : `; small ones: ${names}`;
  return { stops: 'nothing', text: `${packages} packages audited: no grave weakness known${smaller}.` };
}
