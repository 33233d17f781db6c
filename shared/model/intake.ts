import type { Facts } from './reasons.ts';

/** Header fields by name and value. They may hold secrets: names are shown, values never. */
export type RequestHeaders = readonly (readonly [name: string, value: string])[];

export type IntakeNoteCode =
  /** `names`: options of a command or a list that mean nothing here. */
  | 'options-ignored'
  /** `count` commands send data (POST, upload): none of them is a download. */
  | 'command-sends-data'
  /** `count` commands ask with another method than GET. */
  | 'command-method'
  /** `count` commands have parts that only a shell can fill in. */
  | 'command-needs-shell'
  /** `count` commands name no http or https address. */
  | 'command-without-link'
  /** `count` commands fetch a part of a file, and the other parts are not there. */
  | 'command-part-alone'
  /** A list or a command names folders: the one that is chosen here holds. */
  | 'folder-ignored'
  /** `count` entries are of other kinds: torrents, magnets, ftp. */
  | 'kinds-skipped'
  /** `count` tributary: links are not written as they have to be. */
  | 'app-link-refused'
  /** A metalink cannot be used. */
  | 'metalink-unreadable'
  /** There were more links than `count`. */
  | 'too-many-links';

/** Something that a text asked for and that was left out, for the person to see before anything starts. */
export interface IntakeNote {
  readonly code: IntakeNoteCode;
  readonly facts?: Facts;
}

/** Stands between texts that were given at once, such as those of several files: each is read by itself. */
export const textBoundary = '\n\f\n';

/** Characters of a whole `tributary:` link. */
export const longestAppLink = 8_192;
