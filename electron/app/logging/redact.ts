import type { Facts } from '../../../shared/model/reasons.ts';
import { redactUrl } from '../../engine/policy/privacy/redact-url.ts';

const hidden = '***';

const secretName =
  '(?:proxy-)?authorization|(?:set-)?cookie2?|x-(?:amz-security-token|api-key|auth-token|csrf-token|goog-api-key)|pass(?:word|wd|phrase)?|pwd|secret|client[-_]?secret|(?:access|auth|id|refresh|session|csrf)?[-_]?token|api[-_]?key|access[-_]?key|private[-_]?key|credentials?|signature|session(?:[-_]?id)?|jsessionid';

/** An address up to white space, quotes or brackets. The scheme is bounded to keep this linear. */
const address = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>`]+/gi;
/** `Authorization: …`, `Cookie: …`: everything to the end of the line is secret. */
const headerLine = /(?<![\w-])((?:proxy-)?authorization|(?:set-)?cookie2?)(["']?\s*[:=]\s*)[^\r\n]+/gi;
/** `password=…`, `"token": "…"`: one value. */
const pair = new RegExp(
  `(?<![\\w-])(${secretName})(["']?\\s*[:=]\\s*)("(?:[^"\\\\]|\\\\.)*"|'[^']*'|[^\\s,;&"')}\\]]+)`,
  'gi',
);
const scheme = /(?<![\w-])(bearer|basic|digest|negotiate|ntlm)\s+[\w.~+/=-]{6,}/gi;
const secretKey = new RegExp(`^(?:${secretName})$`, 'i');

/**
 * A text without its secrets: addresses as `redactUrl` shows them, the values of Authorization, Cookie
 * and Proxy-Authorization lines, of names that mean a secret (`password=…`), and of `Bearer …`.
 */
export function redactText(text: string): string {
  return text
    .replace(address, (url) => redactUrl(url))
    .replace(headerLine, `$1$2${hidden}`)
    .replace(scheme, `$1 ${hidden}`)
    .replace(pair, (_, name: string, between: string) => `${name}${between}${hidden}`);
}

/** Facts without secrets: the whole value of a secret's name, else its text as `redactText` gives it. */
export function redactFacts(facts: Facts): Facts {
  const shown: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(facts)) {
    shown[key] = secretKey.test(key) ? hidden : typeof value === 'string' ? redactText(value) : value;
  }
  return shown;
}
