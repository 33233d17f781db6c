import type { AfterAllAction } from './after-all.ts';
import { standardCategories, type Category } from './category.ts';
import { type LimitMode, type LimitTime } from './speed-limit.ts';

/** User settings. Rates are bytes per second, 0 means no limit; times are seconds. */
export interface Settings {
  readonly folder: string;
  readonly connections: number;
  readonly jobs: number;
  readonly connectionsPerHost: number;
  /** For the mode `limited`, and kept while another one is chosen. */
  readonly limit: number;
  readonly limitMode: LimitMode;
  readonly limitTimes: readonly LimitTime[];
  /** IANA name of the zone that times of the week are in; empty: the system's own. */
  readonly timeZone: string;
  readonly timeout: number;
  /** A BCP 47 tag, or `system`; English is shown where there is no such language. */
  readonly language: string;
  readonly theme: 'system' | 'light' | 'dark';
  readonly notify: boolean;
  /** The small square that takes links is shown. */
  readonly dropZone: boolean;
  /** What is done when a download has ended: a tone in the window, and the file opened by its host. */
  readonly doneSound: boolean;
  readonly doneOpen: boolean;
  /** A program and its arguments, as `command-template.ts` reads it; it is run only while the other is true. */
  readonly doneCommand: string;
  readonly doneCommandOn: boolean;
  /** What is done every time all downloads have ended. */
  readonly afterAll: AfterAllAction;
  /** Whether sums are looked for in files beside a download. */
  readonly sidecarSums: boolean;
  /** The choices for somebody who has just come were made, or skipped. */
  readonly welcomed: boolean;
  /** Links that are copied: left alone, asked about, or fetched at once. */
  readonly clipboardWatch: ClipboardMode;
  /** Endings of names that are taken, parted by spaces or commas; empty: all. */
  readonly clipboardTypes: string;
  /** Bytes; what is known to be smaller is left alone. */
  readonly clipboardLeast: number;
  /** Which proxy is gone through: that of the environment (http_proxy and its kin), none, or the one below. */
  readonly proxy: ProxyMode;
  /** Without user and password. */
  readonly proxyAddress: string;
  /** Empty: nobody. The password lies where passwords are kept. */
  readonly proxyUser: string;
  /** Hosts that are reached without the proxy below, written as in no_proxy. */
  readonly proxyExceptions: string;
  /** In the order in which they are shown. */
  readonly categories: readonly Category[];
}

export const clipboardModes = ['off', 'ask', 'silent'] as const;
export type ClipboardMode = (typeof clipboardModes)[number];

export type ProxyMode = (typeof proxyModes)[number];
export const proxyModes = ['environment', 'none', 'manual'] as const;

export const defaultSettings: Omit<Settings, 'folder'> = {
  connections: 6,
  jobs: 5,
  connectionsPerHost: 16,
  limit: 0,
  limitMode: 'limited',
  limitTimes: [],
  timeZone: '',
  timeout: 15,
  language: 'system',
  theme: 'system',
  notify: true,
  doneSound: false,
  doneOpen: false,
  doneCommand: '',
  doneCommandOn: false,
  afterAll: 'nothing',
  dropZone: false,
  sidecarSums: true,
  welcomed: false,
  clipboardWatch: 'off',
  clipboardTypes:
    '7z apk avi bin bz2 deb dmg exe flac gz img iso jar m4a mkv mov mp3 mp4 msi ogg pdf pkg rar rpm tar tgz wav webm xz zip zst',
  clipboardLeast: 0,
  proxy: 'environment',
  proxyAddress: '',
  proxyUser: '',
  proxyExceptions: '',
  categories: standardCategories,
};

export const connectionsMost = 64;
