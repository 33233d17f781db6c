import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const keyOptions = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

export interface CertificateWish {
  readonly names: string;
  /** Days that it lasts; negative for one that has expired. */
  readonly days?: number;
  readonly signedBy?: 'ca' | 'itself';
}

/** Certificates for tests, made on the spot with openssl in a folder of their own; `ca` signs them. */
export class TestCertificates {
  readonly #folder = mkdtempSync(join(tmpdir(), 'certificates-'));

  constructor() {
    const extension = ['-addext', 'basicConstraints=critical,CA:TRUE'];
    const files = ['-keyout', this.#path('ca.key'), '-out', this.#path('ca.crt')];
    openssl(
      'req',
      '-x509',
      ...keyOptions,
      ...files,
      '-subj',
      '/CN=Test authority',
      '-days',
      '2',
      ...extension,
    );
  }

  make(name: string, wish: CertificateWish): { readonly key: string; readonly cert: string } {
    const request = ['-keyout', this.#path(`${name}.key`), '-out', this.#path(`${name}.csr`)];
    const names = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${wish.names}`];
    openssl('req', '-new', ...keyOptions, ...request, ...names);
    const signer =
      wish.signedBy === 'itself'
        ? ['-key', this.#path(`${name}.key`)]
        : ['-CA', this.#path('ca.crt'), '-CAkey', this.#path('ca.key'), '-CAcreateserial'];
    const files = ['-in', this.#path(`${name}.csr`), '-out', this.#path(`${name}.crt`)];
    openssl('x509', '-req', ...files, ...signer, '-days', String(wish.days ?? 2), '-copy_extensions', 'copy');
    return { key: this.#read(`${name}.key`), cert: this.#read(`${name}.crt`) };
  }

  get authority(): string {
    return this.#read('ca.crt');
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  #read(name: string): string {
    return readFileSync(this.#path(name), 'utf8');
  }
}

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}
