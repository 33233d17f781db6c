/** A Markdown table whose first row is its head; columns but the first `left` ones are numbers. */
export function markdownTable(rows: readonly (readonly string[])[], left = 1): string {
  const [heads = []] = rows;
  const widths = heads.map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (column < left ? (row[column] ?? '').padEnd(width) : (row[column] ?? '').padStart(width))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column < left ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(heads), rule, ...rows.slice(1).map(line)].join('\n');
}
