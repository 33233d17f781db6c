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

/** Texts of dropped text files (links, lists, sums), one after the other; larger than 4 MiB are left out. */
export async function textOfFiles(files: Iterable<File>): Promise<string> {
  const texts: string[] = [];
  for (const file of files) {
    const isText =
      file.type.startsWith('text/') || /\.(?:txt|list|md|html?|url|csv|meta4|metalink)$/i.test(file.name);
    if (isText && file.size <= largestFile) texts.push(await file.text());
  }
  return texts.join('\n');
}
