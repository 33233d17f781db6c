import { SourceMap, type SourceMapPayload } from 'node:module';
import { basename } from 'node:path';
import type { Plugin } from 'vite';

/** Where a call or something else that the sources know can begin. */
const wordOrBracket = /[\w$#]+|[[(]/g;

/** A line that may call the log. */
const mayLog = /\b(?:log|note|debug|info|warn|error)\b/;

/**
 * Beside each chunk of a Node bundle, `CHUNK.positions.json`: where the lines that may call the log stand in
 * the sources, as `{ files, lines: { LINE: [[column, file, line], …] } }`, line numbers from 1 and columns
 * from 0. It is read at the first line of the log of each start, which a whole source map is too large for.
 */
export function logPositionsPlugin(environments: readonly string[]): Plugin {
  return {
    name: 'tributary:log-positions',
    enforce: 'post',
    applyToEnvironment: (environment) => environments.includes(environment.name),
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || chunk.map === null) continue;
        if (chunk.moduleIds.every((id) => id.includes('node_modules'))) continue;
        const source = JSON.stringify(
          positionsOf(chunk.code, JSON.parse(chunk.map.toString()) as SourceMapPayload),
        );
        this.emitFile({ type: 'asset', fileName: `${chunk.fileName}.positions.json`, source });
      }
    },
  };
}

interface LogPositions {
  readonly files: readonly string[];
  readonly lines: Readonly<Record<string, readonly (readonly [number, number, number])[]>>;
}

function positionsOf(code: string, payload: SourceMapPayload): LogPositions {
  const map = new SourceMap(payload);
  const files: string[] = [];
  const lines: Record<string, [number, number, number][]> = {};
  for (const [index, text] of code.split('\n').entries()) {
    if (!mayLog.test(text)) continue;
    const found = changesIn(map, index, text, files);
    if (found.length > 0) lines[index + 1] = found;
  }
  return { files, lines };
}

/** Where in a line of the bundle another line of the sources begins. */
function changesIn(map: SourceMap, line: number, text: string, files: string[]): [number, number, number][] {
  const changes: [number, number, number][] = [];
  for (const { index: column } of text.matchAll(wordOrBracket)) {
    const entry = map.findEntry(line, column);
    if (!('originalSource' in entry) || entry.generatedLine !== line) continue;
    const name = basename(entry.originalSource);
    const file = files.includes(name) ? files.indexOf(name) : files.push(name) - 1;
    const last = changes.at(-1);
    if (last?.[1] === file && last[2] === entry.originalLine + 1) continue;
    changes.push([column, file, entry.originalLine + 1]);
  }
  return changes;
}
