import type { Failure } from '../../../../shared/model/reasons.ts';

/**
 * Whether a server turned a request away for want of the right user, password or cookies, and said so:
 * another link, or fewer connections, would not help.
 */
export function asksForUser({ code, facts }: Failure): boolean {
  return code === 'server-unauthorized' && facts?.['why'] !== undefined;
}
