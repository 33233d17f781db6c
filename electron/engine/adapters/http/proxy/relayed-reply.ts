import type { Failure } from '../../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../../shared/model/result.ts';
import { proxyFailure } from '../../../policy/proxy/proxy-fault.ts';
import type { HttpReply } from '../../../ports/transport.ts';
import { requestTarget, type RelayFields } from '../request-head.ts';
import { HeldTailReply } from './held-tail-reply.ts';
import { withProxyLogin, type ProxyLogin } from './proxy-login.ts';

/** The reply that a proxy passes on to a request that it took itself, once it lets it through. */
export async function relayedReply(
  login: ProxyLogin,
  url: URL,
  send: (relay: RelayFields) => Promise<Result<HttpReply, Failure>>,
): Promise<Result<HttpReply, Failure>> {
  const request = { method: 'GET', target: requestTarget(url, true) };
  const answered = await withProxyLogin(login, request, async (authorization) => {
    const sent = await send({ authorization });
    if (!sent.ok) return fail(isNoHttp(sent.failure) ? proxyFailure('bad-reply') : sent.failure);
    const reply = sent.value;
    const { status, headers } = reply.head;
    const refused = status === 401 && authorization !== null && login.refusedBy401(headers);
    if (status === 407 || refused) reply.cancel();
    if (refused) return fail(proxyFailure('authentication', { given: true }));
    return ok({ status, headers, reply });
  });
  return answered.ok ? ok(new HeldTailReply(answered.value.reply)) : answered;
}

/** A proxy would not pass on what does not even begin as a reply: it is what the proxy itself says. */
function isNoHttp(failure: Failure): boolean {
  return failure.code === 'server-protocol' && failure.facts?.['fault'] === 'status-line';
}
