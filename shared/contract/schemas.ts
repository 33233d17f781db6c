import * as v from 'valibot';
import { addressSpaces } from '../model/address-space.ts';
import { checksumAlgorithms } from '../model/checksum.ts';
import { exportForms } from '../model/export-form.ts';
import { afterAllActions } from '../model/after-all.ts';
import { steps } from '../model/queue.ts';
import { limitModes } from '../model/speed-limit.ts';
import { dayMinutes, weekdays } from '../model/weekly-span.ts';
import { connectionsMost, clipboardModes, proxyModes } from '../model/settings.ts';

const idText = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const urlText = v.pipe(v.string(), v.minLength(1), v.maxLength(16_384));
const pathText = v.pipe(v.string(), v.maxLength(4_096));
const sumText = v.pipe(v.string(), v.maxLength(1_024));
const connectionCount = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(connectionsMost));
const rate = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

const dayMinute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(dayMinutes - 1));
const weeklySpan = v.object({
  days: v.pipe(v.array(v.picklist(weekdays)), v.maxLength(weekdays.length)),
  from: dayMinute,
  to: dayMinute,
});

export const nothing = v.null();
export const text = v.object({ text: v.pipe(v.string(), v.maxLength(4 * 1024 * 1024)) });
export const id = v.object({ id: idText });
export const ids = v.object({ ids: v.pipe(v.array(idText), v.maxLength(100_000)) });
export const path = v.object({ path: pathText });
const pixels = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000));
export const way = v.object({ x: pixels, y: pixels });
export const follow = v.object({ on: v.boolean() });
export const watch = v.object({ id: v.nullable(idText) });
/** Where a link is from when the user did not give it: it leads to no nearer place. */
const reach = v.optional(v.picklist(addressSpaces));

/** Read once more before they are sent: what would break a request, or is the program's to write, is refused. */
const headers = v.optional(
  v.pipe(
    v.array(
      v.tuple([
        v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
        v.pipe(v.string(), v.maxLength(65_536)),
      ]),
    ),
    v.maxLength(100),
  ),
);

export const findTargets = v.object({
  folder: pathText,
  names: v.pipe(v.array(v.pipe(v.string(), v.maxLength(1_024))), v.maxLength(10_000)),
});

/** What `takeCookies` answered with. */
const cookies = v.optional(idText);

export const probe = v.object({ url: urlText, reach, headers, cookies });
/** Of a cookies.txt. */
export const cookieText = v.object({ text: v.pipe(v.string(), v.maxLength(2 * 1024 * 1024)) });
export const giveCookies = v.object({ id: idText, ...cookieText.entries });

/** As a metalink has them; whether they are of use is looked at when the download is made. */
const pieces = v.object({
  algorithm: v.picklist(checksumAlgorithms),
  length: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER)),
  sums: v.pipe(v.array(v.pipe(v.string(), v.maxLength(128))), v.maxLength(262_144)),
});

export const add = v.object({
  items: v.pipe(
    v.array(
      v.object({
        url: urlText,
        mirrors: v.optional(v.pipe(v.array(urlText), v.maxLength(100)), []),
        reach,
        name: v.optional(v.pipe(v.string(), v.maxLength(1_024))),
        checksum: v.optional(sumText, ''),
        pieces: v.optional(pieces),
        /** Bytes that a metalink says it has. */
        size: v.optional(rate),
        headers,
        /** A file that another program left half done; absolute, as the host writes paths. */
        givenFile: v.optional(pathText),
        /** Absent: that of the whole call. */
        connections: v.optional(connectionCount),
        /** The token of an earlier `probe` of this link. */
        probe: v.optional(idText),
      }),
    ),
    v.minLength(1),
    v.maxLength(10_000),
  ),
  folder: pathText,
  /** Nobody chose the folder: that of a download's category may take its place. */
  sorts: v.optional(v.boolean(), false),
  connections: connectionCount,
  cookies,
  /** Absent: the default one. */
  queue: v.optional(idText),
  /** False: added paused. */
  start: v.boolean(),
});

export const remove = v.object({ ids: v.pipe(v.array(idText), v.maxLength(100_000)), files: v.boolean() });
export const move = v.object({ ids: v.array(idText), by: v.picklist(steps) });

const queueName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));
export const addQueue = v.object({ name: queueName });
export const changeQueue = v.object({
  id: idText,
  name: v.optional(queueName),
  /** 0: as many as all queues together may. */
  jobs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100))),
  limit: v.optional(rate),
  times: v.optional(v.pipe(v.array(weeklySpan), v.maxLength(100))),
});
export const chooseAfterAll = v.object({ action: v.picklist(afterAllActions) });
export const runQueue = v.object({ id: idText, on: v.boolean() });
export const moveQueue = v.object({ id: idText, step: v.picklist(steps) });
export const setQueue = v.object({ ids: v.pipe(v.array(idText), v.maxLength(100_000)), queue: idText });
export const setCategory = v.object({ ...ids.entries, category: v.pipe(v.string(), v.maxLength(64)) });
export const setComment = v.object({ ...ids.entries, comment: v.pipe(v.string(), v.maxLength(2_000)) });
export const setChecksum = v.object({ id: idText, checksum: sumText });
export const setLimit = v.object({ id: idText, limit: rate });
export const addSource = v.object({ id: idText, url: urlText });
export const copyAs = v.object({ id: idText, form: v.picklist(exportForms) });
/** `source`: its place in the detail's list, with its address as it is shown there. */
export const removeSource = v.object({
  id: idText,
  source: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
  url: urlText,
});
export const preferSource = v.object({ ...removeSource.entries, on: v.boolean() });
export const refreshLink = v.object({ id: idText, url: urlText });
export const answerChanged = v.object({
  id: idText,
  answer: v.picklist(['start-over', 'keep-both', 'stop']),
});
export const verifyFile = v.object({ path: pathText, checksum: sumText });

const personText = v.pipe(v.string(), v.maxLength(1_024), v.regex(/^\P{Cc}*$/u));
export const signIn = v.object({
  id: idText,
  user: v.pipe(personText, v.minLength(1)),
  password: personText,
  /** False: known until the program ends. */
  remember: v.boolean(),
});
export const protectionSpace = v.object({
  origin: v.pipe(v.string(), v.maxLength(1_024)),
  realm: v.nullable(v.pipe(v.string(), v.maxLength(65_536))),
});

export const setProxyPassword = v.object({ password: personText });

/** Read once more before it is kept, and told in words where it is of no use. */
const patternText = v.pipe(v.string(), v.maxLength(1_024));
export const serverPattern = v.object({ pattern: patternText });
export const serverHost = v.object({ host: patternText });
export const saveServer = v.object({
  was: v.nullable(patternText),
  pattern: patternText,
  /** 0: as many as to any other. */
  connections: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(connectionsMost)),
  userAgent: v.pipe(v.string(), v.maxLength(1_024)),
  referer: v.pipe(v.string(), v.maxLength(16_384)),
  signIn: v.variant('kind', [
    v.object({ kind: v.picklist(['keep', 'none']) }),
    v.object({ kind: v.literal('password'), user: v.pipe(personText, v.minLength(1)), password: personText }),
    v.object({ kind: v.literal('token'), token: v.pipe(v.string(), v.minLength(1), v.maxLength(65_536)) }),
  ]),
  headers: v.pipe(
    v.array(
      v.tuple([
        v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
        v.nullable(v.pipe(v.string(), v.maxLength(65_536))),
      ]),
    ),
    v.maxLength(100),
  ),
});

const fingerprintText = v.pipe(v.string(), v.regex(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/));
export const trustCertificate = v.object({ id: idText, fingerprint: fingerprintText });
export const trustedCertificate = v.object({
  host: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  port: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
  fingerprint: fingerprintText,
});
export const keptCertificate = v.object({
  ...trustedCertificate.entries,
  subject: v.string(),
  until: v.string(),
  addedAt: v.number(),
});

const ruleTexts = v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(255))), v.maxLength(200));
export const category = v.object({
  id: idText,
  name: v.pipe(v.string(), v.maxLength(100), v.regex(/^\P{Cc}*$/u)),
  parent: v.nullable(idText),
  folder: pathText,
  extensions: ruleTexts,
  hosts: ruleTexts,
  types: ruleTexts,
});

export const settings = v.partial(
  v.object({
    folder: pathText,
    connections: connectionCount,
    jobs: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
    connectionsPerHost: connectionCount,
    limit: rate,
    limitMode: v.picklist(limitModes),
    limitTimes: v.pipe(v.array(v.object({ ...weeklySpan.entries, limit: rate })), v.maxLength(100)),
    timeZone: v.pipe(v.string(), v.maxLength(100)),
    timeout: v.pipe(v.number(), v.minValue(1), v.maxValue(3_600)),
    language: v.pipe(v.string(), v.maxLength(35), v.regex(/^(?:system|[a-z]{2,3}(?:-[a-z0-9]{1,8})*)$/i)),
    theme: v.picklist(['system', 'light', 'dark']),
    notify: v.boolean(),
    doneSound: v.boolean(),
    doneOpen: v.boolean(),
    doneCommand: v.pipe(v.string(), v.maxLength(4_096)),
    doneCommandOn: v.boolean(),
    afterAll: v.picklist(afterAllActions),
    dropZone: v.boolean(),
    sidecarSums: v.boolean(),
    welcomed: v.boolean(),
    clipboardWatch: v.picklist(clipboardModes),
    clipboardTypes: v.pipe(v.string(), v.maxLength(1_024)),
    clipboardLeast: rate,
    proxy: v.picklist(proxyModes),
    proxyAddress: v.pipe(v.string(), v.maxLength(1_024)),
    proxyUser: personText,
    proxyExceptions: v.pipe(v.string(), v.maxLength(4_096)),
    categories: v.pipe(v.array(category), v.maxLength(200)),
  }),
);
