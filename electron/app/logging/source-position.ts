import { readFileSync } from 'node:fs';
import type { SourceMapPayload } from 'node:module';
import { SourceMap } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getCallSites } from 'node:util';

/** A place in a TypeScript source: the file's name without its folder, and the line from 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
}

const unknown: SourcePosition = { file: '', line: 0 };
const maps = new Map<string, SourceMap | null>();
const tables = new Map<string, PositionTable | null>();
const positions = new Map<string, SourcePosition>();
const mostPositions = 10_000;

/**
 * Where the caller `depth` frames above this function stands in the sources; 1 is the caller itself.
 *
 * Node applies source maps to call sites only for code that was compiled after they were switched
 * on, and a bundle is compiled before its first line runs. So the build leaves a table beside the bundle
 * of the lines that call the log; for any other, the map is read, once for each script. Each position is
 * looked up once.
 */
export function sourcePosition(depth: number): SourcePosition {
  const site = getCallSites(depth + 1)[depth];
  if (site === undefined) return unknown;
  const key = `${site.scriptName}:${site.lineNumber}:${site.columnNumber}`;
  let position = positions.get(key);
  if (position === undefined) {
    position = lookUp(site.scriptName, site.lineNumber, site.columnNumber);
    if (positions.size < mostPositions) positions.set(key, position);
  }
  return position;
}

function lookUp(script: string, line: number, column: number): SourcePosition {
  const path = script.startsWith('file:') ? fileURLToPath(script) : script;
  const known = inTable(path, line, column);
  if (known !== null) return known;
  const origin = mapOf(path)?.findOrigin(line, column);
  return origin !== undefined && 'fileName' in origin
    ? { file: basename(origin.fileName), line: origin.lineNumber }
    : { file: basename(path), line };
}

/** What the build found out about the lines that call the log, which is quicker to read than the map. */
function inTable(path: string, line: number, column: number): SourcePosition | null {
  let table = tables.get(path);
  if (table === undefined) {
    table = readTable(path);
    tables.set(path, table);
  }
  const [, file = 0, origin = 0] = table?.lines[line]?.findLast(([from]) => from < column) ?? [];
  const name = table?.files[file];
  return name === undefined || origin === 0 ? null : { file: name, line: origin };
}

interface PositionTable {
  readonly files: readonly string[];
  readonly lines: Readonly<Record<string, readonly (readonly [number, number, number])[]>>;
}

/** Null where none lies beside the script. */
function readTable(path: string): PositionTable | null {
  try {
    return JSON.parse(readFileSync(`${path}.positions.json`, 'utf8')) as PositionTable;
  } catch {
    return null;
  }
}

function mapOf(path: string): SourceMap | null {
  let map = maps.get(path);
  if (map === undefined) {
    map = readMap(path);
    maps.set(path, map);
  }
  return map;
}

/** Null where no readable map lies beside the script: sources that run as they are. */
function readMap(path: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8')) as SourceMapPayload);
  } catch {
    return null;
  }
}
