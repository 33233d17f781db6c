import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readAccessLog, waitForLog } from './access-log.ts';
import { freePort, startDaemon } from './daemon.ts';
import { findCommand } from './find-command.ts';
import type { RealServer } from './real-servers.ts';

export interface ApacheOptions {
  /** Codes every reply that a client accepts it for, whatever its type. */
  readonly deflate?: boolean;
  /** What goes into the entity tag; `None` sends none. Apache's default is `MTime Size`. */
  readonly fileEtag?: string;
  /** Ranges of one request at most; `none` turns range support off. */
  readonly maxRanges?: number | 'none';
  /** Sends the Content-MD5 of every file. */
  readonly contentDigest?: boolean;
  readonly auth?: ApacheAuth;
  readonly tls?: {
    readonly keyPath: string;
    readonly certPath: string;
    /** Further directives of the server. */
    readonly lines?: readonly string[];
  };
}

/** Who is let in, and how it asks. */
export interface ApacheAuth {
  readonly kind: 'basic' | 'digest';
  readonly user: string;
  readonly password: string;
  /** Seconds that a nonce of Digest is good for. */
  readonly nonceLife?: number;
}

const moduleFolders = ['/usr/lib/apache2/modules', '/usr/lib64/httpd/modules', '/usr/lib/httpd/modules'];

/**
 * Starts Apache httpd with a configuration, logs and locks of its own, serving `folder`. It never
 * serves as root: there it serves as nobody, and `folder` is made readable for all.
 */
export async function startApache(folder: string, options: ApacheOptions = {}): Promise<RealServer> {
  const command = findCommand(['apache2', 'httpd']);
  if (command === null) throw new Error('Apache httpd is not installed.');
  const modules = await findModules(command);
  const asRoot = process.getuid?.() === 0;
  const root = await mkdtemp(join(tmpdir(), 'tributary-apache-'));
  const port = await freePort();
  const configuration = join(root, 'httpd.conf');
  await writeFile(configuration, await configurationText(folder, root, port, modules, options));
  const log = join(root, 'access.log');
  try {
    // Started by root it serves as nobody, who must get into the folder.
    if (asRoot) await chmod(folder, 0o755);
    if (options.auth !== undefined) {
      await writeFile(join(root, 'users'), userLine(options.auth));
      if (asRoot) await chmod(root, 0o711);
    }
    const daemon = await startDaemon(command, ['-d', root, '-f', configuration, '-DFOREGROUND'], port);
    return {
      url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}`,
      pid: daemon.pid,
      log: () => readAccessLog(log),
      logOf: (count) => waitForLog(log, count),
      async stop() {
        await daemon.stop();
        await rm(root, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(root, { recursive: true, force: true });
    throw error;
  }
}

async function findModules(command: string): Promise<string> {
  const candidates = [...moduleFolders, join(dirname(dirname(command)), 'lib/httpd/modules')];
  for (const folder of candidates) if (await isThere(join(folder, 'mod_dir.so'))) return folder;
  throw new Error('The modules of Apache httpd were not found.');
}

async function configurationText(
  folder: string,
  root: string,
  port: number,
  modules: string,
  { auth, deflate = false, fileEtag, maxRanges, tls, contentDigest = false }: ApacheOptions,
): Promise<string> {
  const wanted = [
    'mpm_event',
    'authz_core',
    'dir',
    'mime',
    'unixd',
    'log_config',
    'logio',
    ...(tls === undefined ? [] : ['ssl']),
    ...(deflate ? ['filter', 'deflate'] : []),
    ...(auth === undefined ? [] : ['authn_core', 'authn_file', 'authz_user', `auth_${auth.kind}`]),
  ];
  const loads: string[] = [];
  for (const name of wanted) {
    const path = join(modules, `mod_${name}.so`);
    // Some of these are compiled in, and then have no file.
    if (await isThere(path)) loads.push(`LoadModule ${name}_module "${path}"`);
  }
  return `
ServerRoot "${root}"
ServerName 127.0.0.1
Listen 127.0.0.1:${String(port)}
${loads.join('\n')}
<IfModule unixd_module>
User #65534
Group #65534
</IfModule>
PidFile "${join(root, 'httpd.pid')}"
DefaultRuntimeDir "${root}"
Mutex "file:${root}" default
ErrorLog "${join(root, 'error.log')}"
LogFormat "%m\\t%U%q\\t%>s\\t%B\\t%O\\t%{Range}i" fields
CustomLog "${join(root, 'access.log')}" fields
TypesConfig /dev/null
StartServers 1
ServerLimit 2
ThreadsPerChild 64
MaxRequestWorkers 128
EnableSendfile On
KeepAlive On
${fileEtag === undefined ? '' : `FileETag ${fileEtag}`}
${maxRanges === undefined ? '' : `MaxRanges ${String(maxRanges)}`}
${contentDigest ? 'ContentDigest On' : ''}
${
  tls === undefined
    ? ''
    : [
        'SSLEngine on',
        'SSLSessionCache none',
        `SSLCertificateFile "${tls.certPath}"`,
        `SSLCertificateKeyFile "${tls.keyPath}"`,
        ...(tls.lines ?? []),
      ].join('\n')
}
DocumentRoot "${folder}"
<Directory "${folder}">
  ${auth === undefined ? 'Require all granted' : authLines(auth, root)}
  ${deflate ? 'SetOutputFilter DEFLATE' : ''}
</Directory>
`;
}

function authLines({ kind, nonceLife }: ApacheAuth, root: string): string {
  const lines = [
    `AuthType ${kind === 'basic' ? 'Basic' : 'Digest'}`,
    `AuthName "${realm}"`,
    `Auth${kind === 'basic' ? 'Basic' : 'Digest'}Provider file`,
    `AuthUserFile "${join(root, 'users')}"`,
    ...(nonceLife === undefined ? [] : [`AuthDigestNonceLifetime ${String(nonceLife)}`]),
    'Require valid-user',
  ];
  return lines.join('\n  ');
}

/** As htpasswd and htdigest write it. */
function userLine({ kind, password, user }: ApacheAuth): string {
  if (kind === 'basic') return `${user}:{SHA}${createHash('sha1').update(password).digest('base64')}\n`;
  return `${user}:${realm}:${createHash('md5').update(`${user}:${realm}:${password}`).digest('hex')}\n`;
}

const realm = 'the vault';

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
