import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { keptCertificate } from '../../shared/contract/schemas.ts';
import type { KeptCertificate, TrustedCertificate } from '../../shared/model/certificate.ts';
import { atomicWrite } from '../engine/adapters/atomic-write.ts';
import { freeDamagedName } from '../engine/adapters/damaged-name.ts';
import { errnoOf } from '../engine/adapters/file-failure.ts';
import type { CertificateExceptions } from '../engine/adapters/http/tls/tls-trust.ts';
import { makeFolder } from '../engine/adapters/make-folder.ts';
import type { Log } from '../engine/ports/log.ts';

const fileShape = v.object({ version: v.literal(1), certificates: v.array(keptCertificate) });
/** Kept at most; the oldest goes first. */
const keptMost = 1_000;

/** The certificates that the user has trusted by hand, each at one server, in a file of their own. */
export class TrustedCertificates implements CertificateExceptions {
  readonly #folder: string;
  readonly #log: Log;
  #list: readonly KeptCertificate[];
  #saving: Promise<void> = Promise.resolve();

  private constructor(folder: string, log: Log, list: readonly KeptCertificate[]) {
    this.#folder = folder;
    this.#log = log;
    this.#list = list;
  }

  /** What cannot be read trusts nothing; a damaged file is moved aside. */
  static async open(folder: string, log: Log): Promise<TrustedCertificates> {
    return new TrustedCertificates(folder, log, await readList(pathIn(folder), log));
  }

  /** The newest first. */
  get list(): readonly KeptCertificate[] {
    return this.#list;
  }

  trusted(host: string, port: number): readonly string[] {
    return this.#list
      .filter((each) => each.host === host && each.port === port)
      .map((each) => each.fingerprint);
  }

  /** Trusts from now on; resolves when it is kept, too, or the log says that it could not be. */
  async add(certificate: KeptCertificate): Promise<void> {
    const { host, port, fingerprint } = certificate;
    this.#log.warn('A certificate that does not hold is trusted at one server', { host, port, fingerprint });
    const others = this.#list.filter((each) => !isSame(each, certificate));
    this.#list = [certificate, ...others].slice(0, keptMost);
    await this.#save();
  }

  async forget(certificate: TrustedCertificate): Promise<void> {
    const { host, port, fingerprint } = certificate;
    this.#log.info('A certificate is not trusted any more', { host, port, fingerprint });
    this.#list = this.#list.filter((each) => !isSame(each, certificate));
    await this.#save();
  }

  #save(): Promise<void> {
    this.#saving = this.#saving.then(async () => {
      const text = JSON.stringify({ version: 1, certificates: this.#list }, null, 2);
      await makeFolder(this.#folder, 0o700).catch(() => undefined);
      const saved = await atomicWrite(pathIn(this.#folder), new TextEncoder().encode(`${text}\n`));
      if (!saved.ok)
        this.#log.warn('The trusted certificates could not be saved', { code: saved.failure.code });
    });
    return this.#saving;
  }
}

function pathIn(folder: string): string {
  return join(folder, 'trusted-certificates.json');
}

function isSame(one: TrustedCertificate, other: TrustedCertificate): boolean {
  return one.host === other.host && one.port === other.port && one.fingerprint === other.fingerprint;
}

async function readList(path: string, log: Log): Promise<readonly KeptCertificate[]> {
  try {
    const text = await readFile(path, 'utf8');
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), fileShape), text);
    if (read.success) return read.output.certificates;
    await rename(path, freeDamagedName(path));
    log.warn('A damaged list of trusted certificates was moved aside');
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') log.warn('The trusted certificates cannot be read: none is trusted');
  }
  return [];
}
