import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A server's certificate as it is to be. */
export interface CertificateWish {
  /** Subject alternative names, as openssl writes them (`DNS:localhost,IP:127.0.0.1`). */
  readonly names?: string;
  /** Days from now, negative ones in the past (-1 and 2). */
  readonly from?: number;
  readonly until?: number;
  /** `ec` or `rsa:BITS` (ec). */
  readonly key?: string;
  /** `sha256`, `sha1`, `md5` (sha256). */
  readonly digest?: string;
  readonly selfSigned?: boolean;
}

export interface IssuedCertificate {
  readonly keyPath: string;
  /** The certificate alone. */
  readonly certPath: string;
  /** The certificate, and after it those of its issuers but the root's. */
  readonly chainPath: string;
  /** As openssl tells it, `AA:BB:…`. */
  readonly fingerprint: string;
}

export const localNames = 'DNS:localhost,IP:127.0.0.1';
const run = promisify(execFile);
const dayMilliseconds = 86_400_000;

/** An authority of our own, made on the spot with openssl. `close` removes all that it made. */
export class CertificateAuthority {
  readonly #folder: string;
  readonly #parent: CertificateAuthority | null;
  #issued = 0;
  /** openssl keeps its books in files: one signature after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, parent: CertificateAuthority | null) {
    this.#folder = folder;
    this.#parent = parent;
  }

  static async make(name = 'Test root', key = 'ec'): Promise<CertificateAuthority> {
    return CertificateAuthority.#make(name, key, null);
  }

  /** An authority below this one. */
  async below(name = 'Test intermediate'): Promise<CertificateAuthority> {
    return CertificateAuthority.#make(name, 'ec', this);
  }

  static async #make(
    name: string,
    key: string,
    parent: CertificateAuthority | null,
  ): Promise<CertificateAuthority> {
    const folder = await mkdtemp(join(tmpdir(), 'tributary-authority-'));
    const made = new CertificateAuthority(folder, parent);
    await writeFile(made.#path('index.txt'), '');
    await writeFile(made.#path('serial'), `${parent === null ? '10' : '20'}00\n`);
    await writeFile(made.#path('crlnumber'), '1000\n');
    await writeFile(made.#path('ca.conf'), configuration(folder));
    const files = ['-keyout', made.#path('ca.key'), '-subj', `/O=Tributary tests/CN=${name}`];
    const own = ['-addext', 'basicConstraints=critical,CA:TRUE'];
    const usage = ['-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
    if (parent === null) {
      const days = ['-days', '30'];
      await openssl(
        'req',
        '-x509',
        ...keyOptions(key),
        ...files,
        ...days,
        ...own,
        ...usage,
        '-out',
        made.authorityPath,
      );
    } else {
      const request = made.#path('ca.csr');
      await openssl('req', '-new', ...keyOptions(key), ...files, ...own, ...usage, '-out', request);
      await parent.#sign(request, made.authorityPath, {});
    }
    return made;
  }

  get authorityPath(): string {
    return this.#path('ca.crt');
  }

  authority(): Promise<string> {
    return readFile(this.authorityPath, 'utf8');
  }

  async issue(wish: CertificateWish = {}): Promise<IssuedCertificate> {
    const name = `server${String((this.#issued += 1))}`;
    const [keyPath, certPath, chainPath] = ['key', 'crt', 'chain'].map((end) => this.#path(`${name}.${end}`));
    if (keyPath === undefined || certPath === undefined || chainPath === undefined)
      throw new Error('no paths');
    const request = this.#path(`${name}.csr`);
    const subject = ['-subj', `/O=Tributary tests/CN=${name}`];
    const names = ['-addext', `subjectAltName=${wish.names ?? localNames}`];
    await openssl(
      'req',
      '-new',
      ...keyOptions(wish.key ?? 'ec'),
      '-keyout',
      keyPath,
      ...subject,
      ...names,
      '-out',
      request,
    );
    await this.#sign(request, certPath, wish, wish.selfSigned === true ? keyPath : null);
    const chain = [certPath, ...(wish.selfSigned === true ? [] : this.#intermediates())];
    await writeFile(chainPath, (await Promise.all(chain.map((path) => readFile(path, 'utf8')))).join(''));
    const { stdout } = await openssl('x509', '-in', certPath, '-noout', '-fingerprint', '-sha256');
    return { keyPath, certPath, chainPath, fingerprint: stdout.trim().replace(/^.*=/, '') };
  }

  /** Takes back certificates that it issued, and gives the path of its list of them. */
  async revocationList(...revoked: readonly IssuedCertificate[]): Promise<string> {
    const own = [
      '-config',
      this.#path('ca.conf'),
      '-cert',
      this.authorityPath,
      '-keyfile',
      this.#path('ca.key'),
    ];
    for (const { certPath } of revoked) await openssl('ca', '-batch', ...own, '-revoke', certPath);
    await openssl('ca', ...own, '-gencrl', '-out', this.#path('list.crl'));
    return this.#path('list.crl');
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #sign(
    request: string,
    to: string,
    wish: CertificateWish,
    ownKey: string | null = null,
  ): Promise<void> {
    const signer =
      ownKey === null
        ? ['-cert', this.authorityPath, '-keyfile', this.#path('ca.key')]
        : ['-selfsign', '-keyfile', ownKey];
    const period = ['-startdate', moment(wish.from ?? -1), '-enddate', moment(wish.until ?? 2)];
    const kind = ['-md', wish.digest ?? 'sha256', '-notext', '-batch'];
    const files = ['-config', this.#path('ca.conf'), '-in', request, '-out', to];
    const signed = this.#turn.then(() => openssl('ca', ...files, ...signer, ...period, ...kind));
    this.#turn = signed.catch(() => undefined);
    await signed;
  }

  #intermediates(): readonly string[] {
    return this.#parent === null ? [] : [this.authorityPath, ...this.#parent.#intermediates()];
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }
}

function keyOptions(key: string): readonly string[] {
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  return [...(key === 'ec' ? curve : ['-newkey', key]), '-nodes'];
}

function moment(days: number): string {
  const text = new Date(Date.now() + days * dayMilliseconds).toISOString();
  return `${text.replace(/[-:T]/g, '').slice(0, 14)}Z`;
}

function openssl(...args: readonly string[]): Promise<{ stdout: string }> {
  return run('openssl', args);
}

function configuration(folder: string): string {
  return `
[ca]
default_ca = own
[own]
database = ${folder}/index.txt
new_certs_dir = ${folder}
serial = ${folder}/serial
crlnumber = ${folder}/crlnumber
default_md = sha256
default_crl_days = 2
policy = any
copy_extensions = copy
unique_subject = no
[any]
organizationName = optional
commonName = supplied
`;
}
