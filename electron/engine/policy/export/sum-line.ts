import type { Checksum } from '../../../../shared/model/checksum.ts';

/** The command of coreutils that computes a sum, and checks a list of them with `-c`. */
export function sumCommand({ algorithm }: Checksum): string {
  return `${algorithm}sum`;
}

/** A line as those commands write and read it: a name with a backslash or a line break is escaped. */
export function sumLine({ hex }: Checksum, name: string): string {
  const escaped = name
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`);
  return `${escaped === name ? '' : '\\'}${hex}  ${escaped}`;
}
