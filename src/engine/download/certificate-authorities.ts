import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';

/** Where pip, OpenSSL and Node are told of a company's own certificates; Node alone reads only the last one. */
const bundleVariables = ['PIP_CERT', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'] as const;

/** Certificates to trust, PEM: Node's own and those of the bundles that the environment names and that can be read. */
export function certificateAuthorities(environment: NodeJS.ProcessEnv = process.env): string[] {
  const files = new Set(
    bundleVariables.map((name) => environment[name]).filter((file) => file !== undefined && file !== ''),
  );
  return [...rootCertificates, ...[...files].flatMap((file) => readBundle(file!))];
}

function readBundle(file: string): string[] {
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}
