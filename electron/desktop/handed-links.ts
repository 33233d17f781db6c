import { longestAppLink } from '../../shared/model/intake.ts';

const linkSchemes = new Set(['http:', 'https:']);

/**
 * The links among the arguments of a start, one a line. Chromium adds switches of its own to a
 * second start's arguments; they, paths and everything else that is no link are left out.
 */
export function handedLinks(argv: readonly string[]): string {
  return argv.filter(isLink).join('\n');
}

/** A `tributary:` link is read by the Add dialog, which also says where one is not as it has to be. */
function isLink(argument: string): boolean {
  if (!URL.canParse(argument)) return false;
  const { protocol } = new URL(argument);
  const ours =
    protocol === 'tributary:' && argument.length <= longestAppLink && !/[\s\p{Cc}]/u.test(argument);
  return ours || linkSchemes.has(protocol);
}
