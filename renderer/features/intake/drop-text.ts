import { fileText } from '../../../shared/model/file-text.ts';
import { textBoundary } from '../../../shared/model/intake.ts';

const largestFile = 4 * 1024 * 1024;

/** What of a paste or a drop holds the links: addresses first, then the text, HTML where only it has them. */
export function textOfTransfer(data: Pick<DataTransfer, 'getData'>): string {
  const list = data.getData('text/uri-list');
  if (list !== '') {
    return list
      .split(/\r?\n/)
      .filter((line) => line !== '' && !line.startsWith('#'))
      .join('\n');
  }
  const plain = data.getData('text/plain');
  const html = data.getData('text/html');
  return html !== '' && !plain.includes('://') && html.includes('://') ? html : plain;
}

/** Lists and sessions are often called anything: whether a file is text is told by its bytes, but for these. */
const neverText = /^(?:image\/(?!svg)|audio|video|font)/;

/**
 * Texts of dropped or imported files (links, pages, tables, lists, metalinks, sums), each to be read by
 * itself; larger than 4 MiB, and what is no text, is left out.
 */
export async function textOfFiles(files: Iterable<File>): Promise<string> {
  const texts: string[] = [];
  for (const file of files) {
    if (neverText.test(file.type) || file.size > largestFile) continue;
    const text = fileText(await file.bytes());
    if (!text.includes('\0')) texts.push(text);
  }
  return texts.join(textBoundary);
}
