import type { Engine } from '../engine.ts';

/**
 * The person wants the web page that came in the file's place: it is fetched as it is. False where no
 * page came, or bytes are kept that it would take the place of.
 */
export function keepPage(engine: Engine, id: string): boolean {
  const download = engine.get(id);
  if (download?.state.kind !== 'interrupted') return false;
  if (download.state.failure.code !== 'server-unexpected-page' || download.record.received > 0) return false;
  download.welcomesPage = true;
  engine.resume(id);
  return true;
}
