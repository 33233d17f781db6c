import type { Row } from '../bench-case.ts';
import { median, pairedRatios, valuesOf } from './figures.ts';
import { overLimit } from './goals.ts';
import type { BenchRecord, CaseRecord } from './record.ts';

const width = 760;
const nameEnd = 132;
const barStart = 140;
const barEnd = 670;
const barHeight = 13;
const rowHeight = 18;
const groupHead = 30;
const top = 64;
/** Ratio at which a bar is cut off. */
const most = 3;
/** What a case without a limit of its own is measured by. */
const yardsticks: Readonly<Record<string, string>> = { S1: 'curl', S7: 'curl --parallel' };

/** Scenarios whose point is not their wall time. */
const otherPoint: ReadonlySet<string> = new Set(['S5', 'S9', 'S10']);

interface Bar {
  readonly name: string;
  readonly ours: boolean;
  /** NaN where the program did not do it. */
  readonly ratio: number;
  readonly words: string;
}

/** An SVG with a group of bars for each case that has a limit or a yardstick; it follows the reader's theme. */
export function benchPicture({ cases }: BenchRecord): string {
  const groups = cases
    .map((each) => ({ id: each.id, title: each.title, bars: barsOf(each) }))
    .filter(({ bars }) => bars.some(({ ratio }) => Number.isFinite(ratio)));
  const at = xOf(1);
  let y = top;
  const parts = groups.map(({ bars, id, title }) => {
    const lines = [
      `<text class="title" x="16" y="${String(y + 20)}">${escaped(id)}<tspan class="plain" dx="8">${escaped(title)}</tspan></text>`,
    ];
    y += groupHead;
    const end = y + bars.length * rowHeight - 3;
    const line = `<line class="limit" x1="${String(at)}" x2="${String(at)}" y1="${String(y - 4)}" y2="${String(end)}"/>`;
    for (const bar of bars) {
      lines.push(barLines(bar, y));
      y += rowHeight;
    }
    y += 6;
    // Before the words, which stand on it.
    return [line, ...lines].join('\n');
  });
  const height = y + 18;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" height="${String(height)}" role="img" aria-label="Wall time of each program over the shortest that is possible">
<style>
svg { --back: #ffffff; --ink: #1c2024; --quiet: #5b6470; --bar: #b4bcc8; --own: #1667c8; --line: #c9423b; font: 12px system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; }
@media (prefers-color-scheme: dark) { svg { --back: #16191d; --ink: #e8eaed; --quiet: #a4adb8; --bar: #566070; --own: #5aa2f5; --line: #f0857e; } }
.back { fill: var(--back); } .bar { fill: var(--bar); } .own { fill: var(--own); } .limit { stroke: var(--line); stroke-dasharray: 3 3; }
text { fill: var(--ink); paint-order: stroke; stroke: var(--back); stroke-width: 3px; stroke-linejoin: round; } .title { font-weight: 600; } .plain { font-weight: 400; } .quiet { fill: var(--quiet); } .name { text-anchor: end; } .strong { font-weight: 600; } .mark { fill: var(--line); text-anchor: middle; }
</style>
<rect class="back" width="${String(width)}" height="${String(height)}" rx="8"/>
<text class="title" x="16" y="26" font-size="15">Wall time over the shortest that is possible</text>
<text class="quiet" x="16" y="46">Shorter is better. S1 and S7 are measured by curl in the same round.</text>
<text class="mark" x="${String(at)}" y="${String(top - 2)}">1 ×</text>
${parts.join('\n')}
</svg>
`;
}

function barsOf(record: CaseRecord): readonly Bar[] {
  const yardstick = record.rows.find(({ name }) => name === yardsticks[record.scenario]);
  if (otherPoint.has(record.scenario)) return [];
  return record.rows.map((row) => {
    const own = valuesOf(row, (run) => overLimit(run, record));
    const ratio = median(own.length > 0 ? own : pairedRatios(row, yardstick, (run) => run.wall));
    return {
      name: row.name,
      ours: row.ours,
      ratio,
      words: Number.isFinite(ratio) ? `${ratio.toFixed(2)} ×` : why(row),
    };
  });
}

function why({ absent, runs }: Row): string {
  return (
    absent ??
    runs
      .find(({ fault }) => fault !== null)
      ?.fault?.split('\n')[0]
      ?.slice(0, 60) ??
    'not run'
  );
}

function barLines({ name, ours, ratio, words }: Bar, y: number): string {
  const end = Number.isFinite(ratio) ? xOf(Math.min(ratio, most)) : barStart;
  const style = ours ? ' strong' : '';
  const base = y + barHeight - 2;
  const bar = `<rect class="${ours ? 'own' : 'bar'}" x="${String(barStart)}" y="${String(y)}" width="${(end - barStart).toFixed(1)}" height="${String(barHeight)}" rx="2"/>`;
  return [
    `<text class="name${style}" x="${String(nameEnd)}" y="${String(base)}">${escaped(name)}</text>`,
    ...(Number.isFinite(ratio) ? [bar] : []),
    `<text class="${ours ? 'strong' : 'quiet'}" x="${(end + 6).toFixed(1)}" y="${String(base)}">${escaped(ratio > most ? `▸ ${words}` : words)}</text>`,
  ].join('\n');
}

function xOf(ratio: number): number {
  return barStart + ((barEnd - barStart) * ratio) / most;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
