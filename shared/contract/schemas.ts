import * as v from 'valibot';
import { connectionsMost } from '../model/settings.ts';

const idText = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const urlText = v.pipe(v.string(), v.minLength(1), v.maxLength(16_384));
const pathText = v.pipe(v.string(), v.maxLength(4_096));
const sumText = v.pipe(v.string(), v.maxLength(1_024));
const connectionCount = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(connectionsMost));
const rate = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

export const nothing = v.null();
export const text = v.object({ text: v.pipe(v.string(), v.maxLength(4 * 1024 * 1024)) });
export const id = v.object({ id: idText });
export const ids = v.object({ ids: v.pipe(v.array(idText), v.maxLength(100_000)) });
export const path = v.object({ path: pathText });
export const follow = v.object({ on: v.boolean() });
export const watch = v.object({ id: v.nullable(idText) });
export const probe = v.object({ url: urlText });

export const add = v.object({
  items: v.pipe(
    v.array(
      v.object({
        url: urlText,
        mirrors: v.optional(v.pipe(v.array(urlText), v.maxLength(100)), []),
        name: v.optional(v.pipe(v.string(), v.maxLength(1_024))),
        checksum: v.optional(sumText, ''),
        /** The token of an earlier `probe` of this link. */
        probe: v.optional(idText),
      }),
    ),
    v.minLength(1),
    v.maxLength(10_000),
  ),
  folder: pathText,
  connections: connectionCount,
  /** False: added paused. */
  start: v.boolean(),
});

export const remove = v.object({ ids: v.pipe(v.array(idText), v.maxLength(100_000)), files: v.boolean() });
export const move = v.object({ ids: v.array(idText), by: v.picklist([-1, 1]) });
export const setChecksum = v.object({ id: idText, checksum: sumText });
export const setLimit = v.object({ id: idText, limit: rate });
export const addSource = v.object({ id: idText, url: urlText });
export const verifyFile = v.object({ path: pathText, checksum: sumText });

export const settings = v.partial(
  v.object({
    folder: pathText,
    connections: connectionCount,
    jobs: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
    connectionsPerHost: connectionCount,
    limit: rate,
    timeout: v.pipe(v.number(), v.minValue(1), v.maxValue(3_600)),
    language: v.picklist(['system', 'en', 'ko']),
    theme: v.picklist(['system', 'light', 'dark']),
    notify: v.boolean(),
  }),
);
