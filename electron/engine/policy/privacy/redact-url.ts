import { urlPieces } from './url-secrets.ts';

const hidden = '***';

/**
 * An address that may be shown and logged: what may be a secret in it is hidden. Names of keys stay, so
 * that a person sees what kind of link it was. Never throws; a redacted address comes back as it is.
 */
export function redactUrl(url: string): string {
  return urlPieces(url)
    .map((piece) => (typeof piece === 'string' ? piece : hidden))
    .join('');
}
