import type { Credential } from '../../../shared/model/credential.ts';
import type { RequestHeaders } from '../../../shared/model/intake.ts';
import type { LearnedLimit, ServerProfile } from '../../../shared/model/server-profile.ts';

/** What is set for servers by hand, and what was learned of them. Hosts are written as in `URL.host`. */
export interface ServerBook {
  /** Fields that requests for this very address carry, unless the download says otherwise. */
  fieldsFor(url: URL): RequestHeaders;
  /** Who the server of this address may be told that the user is. */
  credentialFor(url: URL): Credential | null;
  /** Connections at most to a host; null: as to any. */
  connectionsFor(host: string): number | null;
  /** Connections that a host was seen to bear; null: nothing is known. */
  learnedOf(host: string): number | null;
  learn(host: string, connections: number): void;
}

/** Profiles without their secrets, and what was learned, kept across starts. */
export interface ServerShelf {
  profiles(): readonly ServerProfile[];
  saveProfile(profile: ServerProfile): void;
  removeProfile(pattern: string): void;
  limits(): readonly LearnedLimit[];
  saveLimit(limit: LearnedLimit): void;
  removeLimit(host: string): void;
}
