import type { Download } from '../engine/index.ts';
import type { Clock } from '../engine/ports/clock.ts';
import { algorithmLabel, otherReading } from '../../shared/model/checksum.ts';
import { formatBytes, formatRate } from '../../shared/model/units.ts';
import { formatDuration, formatDurationWords } from '../../shared/model/duration.ts';
import { isRunning } from '../../shared/model/state.ts';
import { writeLine, type CommandIo } from './command-io.ts';
import type { GetOptions } from './get-options.ts';
import { decidingSum, otherSums, whoseSum } from './sum-words.ts';

const drawEvery = 200;
const columnsUsual = 80;

export interface GetReport {
  changed(download: Download): void;
  close(): void;
}

/** What was told of a download so far; `started` is milliseconds of the clock. */
interface Told {
  readonly started: number;
  readonly download: Download;
  announced: boolean;
  verified: boolean;
  ended: boolean;
}

/**
 * What `get` tells while it runs: one line on a terminal that is drawn over, a sentence for each
 * end, or with `--json` an object a line on stdout.
 */
export function getReport(options: GetOptions, io: CommandIo, clock: Clock): GetReport {
  const seen = new Map<string, Told>();
  const onTerminal = io.stderr.isTTY === true && !options.quiet && !options.json;
  let drawnAt = -Infinity;
  let drawn = false;

  const json = (event: Record<string, unknown>): void => {
    if (options.json) writeLine(io.stdout, JSON.stringify(event));
  };
  const clear = (): void => {
    if (drawn) io.stderr.write('\r\u001b[K');
    drawn = false;
  };
  const draw = (): void => {
    const line = progressLine([...seen.values()].map((entry) => entry.download));
    clear();
    io.stderr.write(line.slice(0, (io.stderr.columns || columnsUsual) - 1));
    drawn = true;
  };

  const ended = (download: Download, started: number): void => {
    const view = download.view();
    const seconds = Math.round(clock.now() - started) / 1_000;
    const { state, checksum } = view;
    json({
      event: 'end',
      url: plainUrl(download.record.url),
      path: download.record.target,
      size: view.size,
      state: state.kind,
      checksum: decidingSum(checksum),
      code: state.kind === 'interrupted' ? state.failure.code : null,
      ...download.counts,
      seconds,
    });
    clear();
    if (options.json) return;
    if (state.kind === 'completed' && !options.quiet) {
      const sum =
        checksum.verdict === 'match' ? `verified by ${whoseSum(checksum)}` : 'size only, no checksum known';
      const time = seconds < 1 ? `${Math.max(0.1, seconds).toFixed(1)} s` : formatDurationWords(seconds);
      writeLine(io.stderr, `${view.name}: ${formatBytes(view.size ?? 0)} in ${time}, ${sum}`);
    }
    for (const line of otherSums(checksum)) writeLine(io.stderr, `${view.name}: ${line}`);
    if (checksum.verdict === 'mismatch' && checksum.expected !== null && checksum.computed !== null) {
      const label = algorithmLabel(checksum.expected.algorithm);
      writeLine(
        io.stderr,
        `${view.name}: expected ${label} ${checksum.expected.hex}, computed ${checksum.computed.hex}`,
      );
      if (otherReading(checksum.expected) !== null)
        writeLine(io.stderr, `${view.name}: If b2sum wrote that sum, it is a BLAKE2b: write blake2b:SUM.`);
    }
  };

  const begin = (download: Download): Told => {
    const entry = { started: clock.now(), download, announced: false, verified: false, ended: false };
    seen.set(download.id, entry);
    return entry;
  };

  return {
    changed(download) {
      const entry = seen.get(download.id) ?? begin(download);
      const { state, target, size } = download.record;
      if (entry.ended) return;
      if (!entry.announced && target !== null && isRunning(state)) {
        entry.announced = true;
        json({ event: 'start', url: plainUrl(download.record.url), path: target, size });
      }
      if (!entry.verified && state.kind === 'completing') {
        const { checksum } = download.view();
        entry.verified = true;
        // The bytes are right; they have yet to be synced, and to get their name.
        if (checksum.verdict === 'match')
          json({ event: 'verified', url: plainUrl(download.record.url), checksum: decidingSum(checksum) });
      }
      if (state.kind === 'completed' || state.kind === 'interrupted') {
        entry.ended = true;
        ended(download, entry.started);
        return;
      }
      const now = clock.now();
      if (now - drawnAt < drawEvery || !isRunning(state)) return;
      drawnAt = now;
      if (onTerminal) draw();
      const { received, rate, active } = download.view();
      if (target !== null && !options.quiet) {
        json({
          event: 'progress',
          url: plainUrl(download.record.url),
          received,
          size,
          rate,
          connections: active,
        });
      }
    },
    close() {
      clear();
      for (const entry of seen.values()) {
        if (entry.ended) continue;
        ended(entry.download, entry.started);
        const { received, size, name } = entry.download.view();
        const of = size === null ? '' : ` of ${formatBytes(size)}`;
        writeLine(
          io.stderr,
          `${name}: stopped at ${formatBytes(received)}${of}; run the same command again to go on.`,
        );
      }
    },
  };
}

function progressLine(downloads: readonly Download[]): string {
  const views = downloads.map((download) => download.view()).filter((view) => isRunning(view.state));
  const [first] = views;
  if (first === undefined) return '';
  const rate = views.reduce((sum, view) => sum + view.rate, 0);
  if (views.length > 1) return `${views.length} downloads, ${formatRate(rate)}`;
  if (first.state.kind === 'verifying') return `${first.name}: checking`;
  if (first.size === null) return `${first.name}: ${formatBytes(first.received)}, ${formatRate(rate)}`;
  const percent = first.size === 0 ? 100 : Math.floor((first.received / first.size) * 100);
  const left = first.secondsLeft === null ? '' : `, ${formatDuration(first.secondsLeft)} left`;
  return `${first.name}: ${percent} % of ${formatBytes(first.size)}, ${formatRate(rate)}, ${first.active} connections${left}`;
}

/** The address as given, without user and password. */
function plainUrl(url: string): string {
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  return plain.href;
}
