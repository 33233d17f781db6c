/** What a program is asked to bring. */
export interface FileJob {
  /** The address; further ones are other sources of the same file. */
  readonly urls: readonly [string, ...string[]];
  readonly folder: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly connections: number;
  readonly checksum: { readonly algorithm: 'sha1' | 'sha256'; readonly hex: string } | null;
  /** Bytes per second. */
  readonly rate: number | null;
  /** Seconds after which a silent connection is given up; null leaves each program its own. */
  readonly timeout: number | null;
  /** Goes on with what an earlier run left. */
  readonly resume: boolean;
}

/** Several files in one run. */
export interface ListJob {
  /** Each has one address, and the name of its file. */
  readonly files: readonly { readonly url: string; readonly name: string }[];
  readonly folder: string;
  /** Path of a file that the program's list may be written to. */
  readonly list: string;
  /** Files at a time, and connections for each. */
  readonly jobs: number;
  readonly connections: number;
  /** Bytes per second of all together. */
  readonly rate: number | null;
}
