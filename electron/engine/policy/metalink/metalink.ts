import { SaxesParser } from 'saxes';
import { fail, ok, type Result } from '../../../../shared/model/result.ts';
import { MetalinkReader } from './metalink-reader.ts';
import type { MetalinkFile } from './metalink-file.ts';

/** Characters of a metalink at most; the rest of what is read has caps of its own. */
export const longestMetalink = 16 * 1_024 * 1_024;
const deepest = 16;

/** `doctype`: it declares a document type, whose entities could be anything; none is read. */
export type MetalinkProblem = 'too-long' | 'not-a-metalink' | 'malformed' | 'doctype' | 'no-file';

export interface Metalink {
  readonly files: readonly MetalinkFile[];
  /** Which files were left out and why, a clause each. */
  readonly notes: readonly string[];
}

const namespaces: Readonly<Record<string, 3 | 4>> = {
  'urn:ietf:params:xml:ns:metalink': 4,
  'http://www.metalinker.org/': 3,
};

/**
 * Reads a metalink: version 4 (RFC 5854) or 3. Nothing outside the text is ever looked at: no
 * document type, no entities but XML's own five. Files without an http or https address are left
 * out, and so are those whose name leads out of the folder; a name is otherwise made safe as any
 * name of a server is. Signatures are kept as text and not checked.
 */
export function parseMetalink(text: string): Result<Metalink, MetalinkProblem> {
  if (text.length > longestMetalink) return fail('too-long');
  const found: { problem: MetalinkProblem | null; reader: MetalinkReader | null; depth: number } = {
    problem: null,
    reader: null,
    depth: 0,
  };
  const parser = new SaxesParser({ xmlns: true, position: false });
  const stop = (problem: MetalinkProblem): never => {
    found.problem = problem;
    throw new Error(problem);
  };
  parser.on('doctype', () => stop('doctype'));
  parser.on('opentag', (tag) => {
    found.depth += 1;
    if (found.depth > deepest) stop('malformed');
    if (found.reader === null) {
      const version = tag.local === 'metalink' ? namespaces[tag.uri] : undefined;
      if (version === undefined) return stop('not-a-metalink');
      found.reader = new MetalinkReader(version);
      return;
    }
    const attributes = new Map(Object.values(tag.attributes).map(({ local, value }) => [local, value]));
    found.reader.open(namespaces[tag.uri] === undefined ? '' : tag.local, attributes);
  });
  parser.on('text', (piece) => found.reader?.text(piece));
  parser.on('cdata', (piece) => found.reader?.text(piece));
  parser.on('closetag', () => {
    found.depth -= 1;
    if (found.depth > 0) found.reader?.close();
  });
  try {
    parser.write(text.replace(/^\ufeff/, '')).close();
  } catch {
    // The parser throws at the first thing that is no XML; so does `stop`, for what was just found.
    return fail(found.problem ?? (found.reader === null ? 'not-a-metalink' : 'malformed'));
  }
  const files = found.reader?.files ?? [];
  return files.length === 0 ? fail('no-file') : ok({ files, notes: found.reader?.notes ?? [] });
}

/** Whether a text begins as a metalink does: worth parsing. */
export function looksLikeMetalink(text: string): boolean {
  return /^\ufeff?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:[^-]|-(?!->)){0,4000}-->\s*){0,8}<(?:[\w.-]{1,32}:)?metalink[\s>]/.test(
    text.slice(0, 65_536),
  );
}

/** Whether a content type is that of a metalink, version 4 or 3. */
export function isMetalinkType(contentType: string | null): boolean {
  return /^\s*application\/metalink4?\+xml\s*(?:;|$)/i.test(contentType ?? '');
}
