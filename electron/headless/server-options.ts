import { isFieldName, isFieldValue, type HeaderList } from '../engine/policy/http-message/header-list.ts';
import { isOwnHeader } from '../engine/policy/http-semantics/own-headers.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import { accessFault, type AccessOptions } from './access-options.ts';
import { readProxyOptions, type ProxyOptions } from './proxy-options.ts';
import { readTlsOptions, type TlsOptions } from './tls-options.ts';

/** What servers are shown, by which way they are reached, and whom they may be: alike for every command. */
export interface ServerOptions extends ProxyOptions {
  readonly headers: HeaderList;
  readonly access: AccessOptions;
  readonly tls: TlsOptions;
}

/** These options as `parseArgs` knows them. */
export const serverOptions = {
  header: { type: 'string', short: 'H', multiple: true, default: [] },
  user: { type: 'string', short: 'u' },
  'password-file': { type: 'string' },
  netrc: { type: 'boolean', default: false },
  cookies: { type: 'string' },
  proxy: { type: 'string' },
  'no-proxy': { type: 'string' },
  'ca-certificate': { type: 'string', multiple: true, default: [] },
  crl: { type: 'string', multiple: true, default: [] },
  'trust-certificate': { type: 'string', multiple: true, default: [] },
} satisfies Record<
  string,
  { type: 'string' | 'boolean'; short?: string; multiple?: boolean; default?: unknown }
>;

/** What `parseArgs` made of them. */
export interface ServerValues {
  readonly header: readonly string[];
  readonly user?: string | undefined;
  readonly 'password-file'?: string | undefined;
  readonly netrc: boolean;
  readonly cookies?: string | undefined;
  readonly proxy?: string | undefined;
  readonly 'no-proxy'?: string | undefined;
  readonly 'ca-certificate': readonly string[];
  readonly crl: readonly string[];
  readonly 'trust-certificate': readonly string[];
}

/** The failure is one sentence for the person. */
export function readServerOptions(values: ServerValues): Result<ServerOptions, string> {
  const headers = readHeaders(values.header);
  if (!headers.ok) return headers;
  const access: AccessOptions = {
    user: values.user ?? null,
    passwordFile: values['password-file'] ?? null,
    netrc: values.netrc,
    cookies: values.cookies ?? null,
  };
  const fault = accessFault(access);
  if (fault !== null) return fail(fault);
  const proxies = readProxyOptions(values.proxy, values['no-proxy']);
  if (!proxies.ok) return proxies;
  const tls = readTlsOptions(values['ca-certificate'], values.crl, values['trust-certificate']);
  if (!tls.ok) return tls;
  return ok({ headers: headers.value, access, ...proxies.value, tls: tls.value });
}

function readHeaders(lines: readonly string[]): Result<HeaderList, string> {
  const headers: (readonly [string, string])[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) return fail("A --header is written 'Name: value'.");
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (!isFieldName(name) || !isFieldValue(value)) {
      return fail("A --header has signs that HTTP does not allow; it is written 'Name: value'.");
    }
    if (isOwnHeader(name)) return fail(`The header ${name} is Tributary's own to write.`);
    headers.push([name, value]);
  }
  return ok(headers);
}
