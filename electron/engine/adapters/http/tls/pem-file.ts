import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { fail, ok, type Result } from '../../../../../shared/model/result.ts';

/** What a file for TLS holds, by the label that PEM has for it. */
export type PemKind = 'CERTIFICATE' | 'X509 CRL';

const sizeMost = 64 * 1024 * 1024;

/**
 * The certificates or revocation lists in a file, PEM or (a single one) DER, as PEM texts. `missing`
 * where it cannot be read, `malformed` where it holds none or one that cannot be understood.
 */
export async function readPemFile(
  path: string,
  kind: PemKind,
): Promise<Result<readonly string[], 'missing' | 'malformed'>> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch {
    return fail('missing');
  }
  if (bytes.length === 0 || bytes.length > sizeMost) return fail('malformed');
  const texts = pemTexts(bytes, kind);
  return texts.length > 0 && texts.every((text) => isUnderstood(text, kind)) ? ok(texts) : fail('malformed');
}

function pemTexts(bytes: Buffer, kind: PemKind): readonly string[] {
  const text = bytes.toString('latin1');
  if (text.includes('-----BEGIN ')) {
    return text.match(new RegExp(`-----BEGIN ${kind}-----[^-]+-----END ${kind}-----`, 'g')) ?? [];
  }
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${kind}-----\n${lines.join('\n')}\n-----END ${kind}-----`];
}

function isUnderstood(text: string, kind: PemKind): boolean {
  try {
    if (kind === 'CERTIFICATE') new X509Certificate(text);
    else createSecureContext({ crl: text });
    return true;
  } catch {
    return false;
  }
}
