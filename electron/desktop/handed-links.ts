const linkSchemes = new Set(['http:', 'https:']);

/**
 * The links among the arguments of a start, one a line. Chromium adds switches of its own to a
 * second start's arguments; they, paths and everything else that is no link are left out.
 */
export function handedLinks(argv: readonly string[]): string {
  return argv
    .filter((argument) => URL.canParse(argument) && linkSchemes.has(new URL(argument).protocol))
    .join('\n');
}
