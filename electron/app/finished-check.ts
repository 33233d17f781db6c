import type { Download } from '../engine/index.ts';

/** A sum that came after the end: the finished file is hashed and compared. */
export async function checkFinished(download: Download): Promise<void> {
  const { expected, target, size, state } = download.record;
  if (state.kind !== 'completed' || expected === null || target === null || size === null) return;
  const computed = await download.context.ports.hashers.start(target, expected.algorithm).finish(size);
  if (!computed.ok || download.record.expected !== expected) return;
  download.update({ computed: computed.value });
  download.save();
}
