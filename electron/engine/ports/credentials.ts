import type {
  Credential,
  DigestAlgorithm,
  PasswordsKept,
  ProtectionSpace,
  RememberedServer,
} from '../../../shared/model/credential.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';

/** Who a server may be told that the user is. */
export interface Credentials {
  /** For a server that asks in this realm; null where nothing is known. */
  find(origin: string, realm: string): Credential | null;
}

/** Credentials that people give and take back. */
export interface CredentialStore extends Credentials {
  readonly kept: PasswordsKept;
  /**
   * Knows a credential from now on: until the program ends, or, with `remember`, for good. One that
   * cannot be saved is still known until the program ends, and the failure says so.
   */
  keep(space: ProtectionSpace, credential: Credential, remember: boolean): Promise<Result<void, Failure>>;
  /** Forgets it, in memory too. */
  forget(space: ProtectionSpace): Promise<Result<void, Failure>>;
  /** Those that are kept for good, by origin. */
  remembered(): readonly RememberedServer[];
}

/** The hash functions of Digest, as far as the system has them. */
export interface AuthHasher {
  readonly algorithms: readonly DigestAlgorithm[];
  /** `bytes`: one character a byte. In small hexadecimal digits; only for one of `algorithms`. */
  hash(algorithm: DigestAlgorithm, bytes: string): string;
}
