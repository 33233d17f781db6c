import type { Engine } from '../engine.ts';
import { redactUrl } from '../policy/privacy/redact-url.ts';

/**
 * Prefers a source of a download to its others, or none any more; it stays so across starts. `index` is its
 * place in the list of sources and `shown` its address as windows show it. False where none such is there.
 */
export function preferSource(
  engine: Engine,
  id: string,
  { index, shown, on }: { readonly index: number; readonly shown: string; readonly on: boolean },
): boolean {
  const download = engine.get(id);
  const source = download?.sources[index];
  if (download === null || source === undefined || source.removed) return false;
  if (redactUrl(source.url.href) !== shown) return false;
  for (const other of download.sources) other.preferred = on && other === source;
  download.update({ preferred: on ? source.url.href : null });
  download.save();
  download.note(0, 'info', on ? `${source.host} is preferred` : 'No mirror is preferred any more');
  return true;
}
