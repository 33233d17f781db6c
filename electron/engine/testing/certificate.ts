import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A key and its self-signed certificate: PEM texts and the files they are in. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  readonly keyPath: string;
  readonly certPath: string;
}

/** Makes one in `folder` with openssl, for `localhost` and 127.0.0.1, good for `days` from now. */
export async function makeCertificate(folder: string, days = 2): Promise<Certificate> {
  const keyPath = join(folder, 'key.pem');
  const certPath = join(folder, 'cert.pem');
  const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1';
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-days', String(days), '-subj', '/CN=localhost', '-addext', names];
  await promisify(execFile)('openssl', ['req', ...kind, ...subject, '-keyout', keyPath, '-out', certPath]);
  const [key, cert] = await Promise.all([readFile(keyPath, 'utf8'), readFile(certPath, 'utf8')]);
  return { key, cert, keyPath, certPath };
}
