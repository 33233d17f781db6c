import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import { isStrangePage, looksLikePage, pageStart, type PageRule } from '../policy/proof/web-page.ts';
import type { Known, Verdict } from '../policy/http-semantics/response-check.ts';
import type { HttpReply } from '../ports/transport.ts';
import { PeekedReply } from './peeked-reply.ts';

/**
 * Looks for a web page in the file's place (rows D11, F14). The value is the reply to go on with, at
 * its first byte; one that is a page is cancelled here.
 */
export async function refusePage(
  reply: HttpReply,
  verdict: Verdict,
  known: Known,
  rule: PageRule,
  addresses: readonly URL[],
): Promise<Result<HttpReply, Failure>> {
  const { status, headers } = reply.head;
  if (status !== 200 && status !== 206) return ok(reply);
  if (isShown(verdict, known) || !isStrangePage(rule, headers, addresses)) return ok(reply);
  const peeked = await PeekedReply.of(reply, pageStart, verdict.kind === 'whole' ? verdict.decoder : null);
  if (!looksLikePage(peeked.start, peeked.isWhole)) return ok(peeked);
  peeked.cancel();
  return fail({ code: 'server-unexpected-page' });
}

/** Whether a reply is shown to be of the file that is known. */
function isShown(verdict: Verdict, known: Known): boolean {
  if (verdict.kind !== 'part' && verdict.kind !== 'whole') return false;
  return verdict.proven || (verdict.size !== null && verdict.size === known.size);
}
