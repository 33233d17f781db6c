import { resolve } from 'node:path';
import { parseFingerprint, type TrustedCertificate } from '../../shared/model/certificate.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import { readPemFile, type PemKind } from '../engine/adapters/http/tls/pem-file.ts';
import { peerOf } from '../engine/adapters/http/tls/tls-peer.ts';
import type { TlsTrustOptions } from '../engine/adapters/http/tls/tls-trust.ts';

/** By what servers' certificates are judged besides the usual. Paths are as typed. */
export interface TlsOptions {
  readonly authorityFiles: readonly string[];
  readonly revocationFiles: readonly string[];
  /** Certificates trusted at one server; null: at the servers of the addresses given. */
  readonly trusted: readonly { readonly server: URL | null; readonly fingerprint: string }[];
}

/** The values of `--ca-certificate`, `--crl` and `--trust-certificate`. */
export function readTlsOptions(
  authorityFiles: readonly string[],
  revocationFiles: readonly string[],
  trusted: readonly string[],
): Result<TlsOptions, string> {
  if ([...authorityFiles, ...revocationFiles].some((path) => path === '' || path.includes('\0'))) {
    return fail('--ca-certificate and --crl need the name of a file.');
  }
  const understood = trusted.map(readTrusted);
  if (understood.includes(null)) {
    return fail(
      '--trust-certificate is a SHA-256 fingerprint of 64 hexadecimal digits, or HOST:PORT= and such a fingerprint.',
    );
  }
  return ok({ authorityFiles, revocationFiles, trusted: understood.filter((each) => each !== null) });
}

function readTrusted(text: string): TlsOptions['trusted'][number] | null {
  const bare = parseFingerprint(text);
  if (bare !== null) return { server: null, fingerprint: bare };
  const [, name = '', sum = ''] = /^([^=/?#@\s]+)=(.*)$/.exec(text) ?? [];
  const fingerprint = parseFingerprint(sum);
  const url = `https://${name}/`;
  return fingerprint === null || name === '' || !URL.canParse(url)
    ? null
    : { server: new URL(url), fingerprint };
}

/** Reads the files; `urls` are the addresses given. The failure is one sentence for the person. */
export async function openTlsTrust(
  options: TlsOptions,
  urls: readonly URL[],
  cwd: string,
): Promise<Result<TlsTrustOptions, string>> {
  const authorities = await readAll(options.authorityFiles, 'CERTIFICATE', cwd);
  if (!authorities.ok) return fail(`--ca-certificate ${authorities.failure}`);
  const revocations = await readAll(options.revocationFiles, 'X509 CRL', cwd);
  if (!revocations.ok) return fail(`--crl ${revocations.failure}`);
  const exceptions = options.trusted.flatMap(({ server, fingerprint }): TrustedCertificate[] =>
    (server === null ? urls : [server]).map((url) => ({ ...peerOf(url), fingerprint })),
  );
  return ok({
    authorities: authorities.value,
    revocations: revocations.value,
    exceptions: {
      trusted: (host, port) =>
        exceptions.filter((each) => each.host === host && each.port === port).map((each) => each.fingerprint),
    },
  });
}

async function readAll(
  paths: readonly string[],
  kind: PemKind,
  cwd: string,
): Promise<Result<readonly string[], string>> {
  const all: string[] = [];
  for (const path of paths) {
    const read = await readPemFile(resolve(cwd, path), kind);
    if (!read.ok) {
      return fail(
        read.failure === 'missing'
          ? 'names a file that cannot be read: check its path.'
          : `names a file without a ${kind === 'CERTIFICATE' ? 'certificate' : 'revocation list'} in PEM or DER form.`,
      );
    }
    all.push(...read.value);
  }
  return ok(all);
}
