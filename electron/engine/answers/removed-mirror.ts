import type { Engine } from '../engine.ts';
import { redactUrl } from '../policy/privacy/redact-url.ts';

/**
 * Takes a mirror from a download, under way or not; what it brought stays. `index` is its place in the
 * list of sources and `shown` its address as windows show it. False where no such mirror is there; the
 * address that was added first is none.
 */
export function removeMirror(engine: Engine, id: string, index: number, shown: string): boolean {
  const download = engine.get(id);
  const source = download?.sources[index];
  if (download === null || source === undefined || index === 0 || source.removed) return false;
  const { href } = source.url;
  if (redactUrl(href) !== shown) return false;
  source.removed = true;
  const { mirrors, preferred } = download.record;
  download.update({
    mirrors: mirrors.filter((mirror) => mirror !== href),
    preferred: preferred === href ? null : preferred,
  });
  download.save();
  download.note(0, 'info', `${source.host} was removed`);
  return true;
}
