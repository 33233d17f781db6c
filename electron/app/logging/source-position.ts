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
const positions = new Map<string, SourcePosition>();
const mostPositions = 10_000;

/**
 * Where the caller `depth` frames above this function stands in the sources; 1 is the caller itself.
 *
 * Node applies source maps to call sites only for code that was compiled after they were switched
 * on, and a bundle is compiled before its first line runs. So the map beside the bundle is read here,
 * once for each script, and each position is looked up once.
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
  const origin = mapOf(path)?.findOrigin(line, column);
  return origin !== undefined && 'fileName' in origin
    ? { file: basename(origin.fileName), line: origin.lineNumber }
    : { file: basename(path), line };
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
