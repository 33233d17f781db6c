import { startRangeServer } from '../../electron/engine/testing/range-server/range-server.ts';
import { seededSum } from '../../electron/engine/testing/range-server/seeded-body.ts';

/** A file on a server of the scene. Sizes are bytes. */
export interface SceneFile {
  readonly name: string;
  readonly url: string;
  readonly size: number;
  readonly sha1: string;
}

/** What the pictures show: servers with files whose connections go at known speeds. */
export interface Scene {
  /** In mid-flight while the pictures are taken, over six connections of six speeds. */
  readonly running: SceneFile;
  /** In mid-flight too, over connections of one speed. */
  readonly second: SceneFile;
  readonly paused: SceneFile;
  readonly verified: SceneFile;
  /** Finished, and nobody gave a sum. */
  readonly unproven: SceneFile;
  /** Its sum is given wrong. */
  readonly different: SceneFile;
  /** Its server has no such file. */
  readonly missing: SceneFile;
  stop(): Promise<void>;
}

const mebibyte = 2 ** 20;
const seed = 551;

/** Bytes per second of the six connections. */
const sixSpeeds: readonly number[] = [3.4, 2.1, 2.9, 1.3, 2.5, 1.8].map((speed) => speed * mebibyte);

const sizes = {
  running: 551 * mebibyte,
  second: 238 * mebibyte,
  paused: 96 * mebibyte,
  verified: 31 * mebibyte,
  unproven: 12 * mebibyte,
  different: 4 * mebibyte,
  missing: 9 * mebibyte,
};

export async function startScene(): Promise<Scene> {
  const modified = new Date(Date.now() - 86_400_000).toUTCString();
  const six = await startRangeServer({
    seed,
    size: sizes.running,
    slotRates: sixSpeeds,
    lastModified: modified,
  });
  const names = {
    running: 'linux-image.iso',
    second: 'lecture-recording.mkv',
    paused: 'fieldwork.tar.gz',
    verified: '현장 안내서.pdf',
    unproven: 'map-tiles.zip',
    different: 'firmware-2.4.bin',
    missing: 'old-release.tar.xz',
  };
  const path = (name: string): string => `/${encodeURIComponent(name)}`;
  const even = await startRangeServer({
    seed,
    lastModified: modified,
    rules: [
      { when: { path: path(names.second) }, use: { size: sizes.second, rate: 0.9 * mebibyte } },
      { when: { path: path(names.paused) }, use: { size: sizes.paused, rate: 2 * mebibyte } },
      { when: { path: path(names.verified) }, use: { size: sizes.verified } },
      { when: { path: path(names.unproven) }, use: { size: sizes.unproven } },
      { when: { path: path(names.different) }, use: { size: sizes.different } },
      { when: { path: path(names.missing) }, use: { status: 404 } },
    ],
  });
  const file = (which: keyof typeof names): SceneFile => ({
    name: names[which],
    url: `${(which === 'running' ? six : even).origin}${path(names[which])}`,
    size: sizes[which],
    sha1: seededSum(seed, sizes[which]),
  });
  return {
    running: file('running'),
    second: file('second'),
    paused: file('paused'),
    verified: file('verified'),
    unproven: file('unproven'),
    different: file('different'),
    missing: file('missing'),
    async stop() {
      await Promise.all([six.close(), even.close()]);
    },
  };
}
