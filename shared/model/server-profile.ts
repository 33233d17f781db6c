/** What is asked for differently at one server, or at all of one domain. Its secrets lie elsewhere. */
export interface ServerProfile {
  /** `example.org`, `*.example.org` or either with a port, written in one way; no two have the same. */
  readonly pattern: string;
  /** Connections at most to one such host; 0: as many as to any other. */
  readonly connections: number;
  /** Empty: the program's own. */
  readonly userAgent: string;
  /** Empty: none is sent. */
  readonly referer: string;
}

/** How the program makes itself known there, without what is secret in it. */
export type ServerSignIn =
  | { readonly kind: 'none' }
  | { readonly kind: 'password'; readonly user: string }
  | { readonly kind: 'token' };

/** A profile as a window is told of it. */
export interface ServerProfileView extends ServerProfile {
  readonly signIn: ServerSignIn;
  /** Names of the fields sent besides; nobody is told their values. */
  readonly headers: readonly string[];
}

/** How many connections a host was seen to bear when it refused one more. */
export interface LearnedLimit {
  /** As `URL.host` writes it. */
  readonly host: string;
  readonly connections: number;
  /** Milliseconds since the epoch. */
  readonly learnedAt: number;
}

export interface ServersView {
  readonly profiles: readonly ServerProfileView[];
  readonly learned: readonly LearnedLimit[];
}

/** How long what was learned of a host holds, in milliseconds: servers change their minds. */
export const learnedFor = 24 * 60 * 60 * 1_000;
