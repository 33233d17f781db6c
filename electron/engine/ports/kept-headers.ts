import type { RequestHeaders } from '../../../shared/model/intake.ts';

/**
 * Headers that people gave for downloads, which may hold secrets: kept apart from the list of downloads,
 * sealed as passwords are, or only until the program ends.
 */
export interface KeptHeaders {
  /** Those of a download; none where none were given, or they could not be kept. */
  find(id: string): RequestHeaders;
  keep(id: string, headers: RequestHeaders): void;
  /** Forgets those of all other downloads. */
  retain(ids: ReadonlySet<string>): void;
}
