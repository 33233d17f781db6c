/** What an option of curl or wget means for a download. */
export type OptionRole =
  | 'header'
  | 'cookie'
  | 'agent'
  | 'referer'
  | 'user'
  | 'password'
  | 'bearer'
  | 'output'
  | 'output-as-server'
  | 'folder'
  | 'range'
  | 'url'
  | 'method'
  | 'data'
  | 'no-glob'
  /** Says what is done here anyway, or nothing about the bytes. */
  | 'idle'
  /** Means nothing here, which the person is told. */
  | 'ignored';

export interface CommandOption {
  readonly role: OptionRole;
  readonly takesValue: boolean;
}

function table(
  rows: readonly (readonly [role: OptionRole, takesValue: boolean, names: string])[],
): ReadonlyMap<string, CommandOption> {
  return new Map(
    rows.flatMap(([role, takesValue, names]) =>
      names.split(' ').map((name) => [name, { role, takesValue }] as const),
    ),
  );
}

/** Long options by their names, short ones by their letter (of the long one's meaning). */
export const curlOptions = table([
  ['header', true, 'header H'],
  ['cookie', true, 'cookie b'],
  ['agent', true, 'user-agent A'],
  ['referer', true, 'referer e'],
  ['user', true, 'user u'],
  ['bearer', true, 'oauth2-bearer'],
  ['output', true, 'output o'],
  ['output-as-server', false, 'remote-name O remote-name-all remote-header-name J'],
  ['folder', true, 'output-dir'],
  ['range', true, 'range r'],
  ['url', true, 'url'],
  ['method', true, 'request X'],
  [
    'data',
    true,
    'data d data-raw data-binary data-ascii data-urlencode json form F form-string upload-file T',
  ],
  ['data', false, 'head I'],
  ['no-glob', false, 'globoff g'],
  [
    'idle',
    false,
    'location L location-trusted silent s show-error S fail f fail-with-body fail-early compressed progress-bar # verbose v no-progress-meter get G http1.1 http1.0 http2 http2-prior-knowledge http3 0 tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 1 2 ipv4 4 ipv6 6 basic parallel Z parallel-immediate keepalive create-dirs remote-time R no-buffer N include i tcp-nodelay ssl-no-revoke path-as-is styled-output',
  ],
  [
    'idle',
    true,
    'retry retry-delay retry-max-time connect-timeout max-time m max-redirs continue-at C parallel-max speed-limit Y speed-time y write-out w keepalive-time',
  ],
  ['ignored', false, 'insecure k digest anyauth ntlm negotiate netrc n netrc-optional netrc-file raw crlf'],
  [
    'ignored',
    true,
    'proxy x proxy-user U noproxy proxy-header limit-rate cookie-jar c cert E key cert-type key-type cacert capath ciphers tls13-ciphers tls-max crlfile pinnedpubkey resolve connect-to interface dns-servers doh-url unix-socket abstract-unix-socket dump-header D trace trace-ascii stderr config K max-filesize time-cond z local-port socks5 socks5-hostname socks4 socks4a preproxy proto proto-redir proto-default engine curves aws-sigv4 request-target haproxy-clientip happy-eyeballs-timeout-ms retry-connrefused-time etag-save etag-compare alt-svc hsts expect100-timeout variable rate',
  ],
]);

export const wgetOptions = table([
  ['header', true, 'header'],
  ['agent', true, 'user-agent U'],
  ['referer', true, 'referer'],
  ['user', true, 'user http-user'],
  ['password', true, 'password http-password'],
  ['output', true, 'output-document O'],
  ['folder', true, 'directory-prefix P'],
  ['method', true, 'method'],
  ['data', true, 'post-data post-file body-data body-file'],
  ['data', false, 'spider'],
  [
    'idle',
    false,
    'continue c quiet q no-verbose nv verbose v show-progress no-clobber nc content-disposition trust-server-names timestamping N no-hsts no-cookies https-only random-wait inet4-only 4 inet6-only 6 no-dns-cache no-use-server-timestamps auth-no-challenge no-config no-netrc',
  ],
  [
    'idle',
    true,
    'tries t timeout T wait w waitretry max-redirect progress connect-timeout read-timeout dns-timeout compression restrict-file-names',
  ],
  [
    'ignored',
    false,
    'no-check-certificate background b recursive r mirror m page-requisites p convert-links k no-parent np no-proxy no-directories nd no-host-directories nH force-directories x span-hosts H save-headers server-response S',
  ],
  [
    'ignored',
    true,
    'input-file i load-cookies save-cookies limit-rate proxy-user proxy-password level l accept A reject R domains D cut-dirs start-pos output-file o append-output a ca-certificate ca-directory certificate private-key secure-protocol bind-address quota Q execute e config user-agent-file base B',
  ],
]);
