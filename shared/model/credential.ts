/** A user and a password: in memory and in the store for them only, never in a log, a view or a failure. */
export interface Credential {
  readonly user: string;
  readonly password: string;
}

/** Hash functions that a server may ask an answer to be made with (RFC 7616 section 6.1). */
export type DigestAlgorithm = 'MD5' | 'SHA-256' | 'SHA-512-256';

/**
 * Who may be told a password: the server of an origin (scheme, host and port as `URL.origin` writes
 * them) in a realm of its own naming; a null realm is any of that server's.
 */
export interface ProtectionSpace {
  readonly origin: string;
  readonly realm: string | null;
}

/** A server whose password is kept, as a window is told of it. */
export interface RememberedServer extends ProtectionSpace {
  readonly user: string;
}

/** Where passwords are kept that a person asks to have remembered; `nowhere`: until the program ends. */
export type PasswordsKept = 'key-store' | 'file' | 'nowhere';
