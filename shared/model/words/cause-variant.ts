import type { Facts, InterruptReason } from '../reasons.ts';
import { numberIn, textIn } from './facts.ts';

/** The variant that every reason with several sentences has. */
export const plainVariant = 'plain';

const when = (holds: boolean, variant: string): string => (holds ? variant : plainVariant);

/** Which of several sentences a reason is told with, by its facts. A name that no language has is the plain one. */
const variants: Partial<Record<InterruptReason, (facts: Facts) => string>> = {
  'file-no-space': (facts) =>
    when(numberIn(facts, 'needed') !== null && numberIn(facts, 'free') !== null, 'sized'),
  'file-hash-mismatch': (facts) => textIn(facts, 'by'),
  'network-patience': (facts) => when(numberIn(facts, 'seconds') !== null, 'timed'),
  'network-proxy': (facts) => {
    const fault = textIn(facts, 'fault');
    if (fault !== 'authentication') return fault;
    return facts['given'] === true ? 'sign-in-refused' : 'sign-in-asked';
  },
  'server-unauthorized': (facts) => textIn(facts, 'why'),
  'server-asked-to-wait': (facts) => when(numberIn(facts, 'wait') !== null, 'timed'),
  'server-protocol': (facts) => when(facts['fault'] === 'content-coding', 'coding'),
  'server-bad-range': (facts) => when(facts['problem'] === 'refused', 'refused'),
  'server-other-size': (facts) =>
    when(numberIn(facts, 'size') !== null && numberIn(facts, 'listed') !== null, 'sized'),
  'server-redirect-refused': (facts) => textIn(facts, 'why'),
  'server-address-refused': (facts) => when(facts['space'] === 'loopback', 'loopback'),
};

export function causeVariant(code: InterruptReason, facts: Facts): string {
  return variants[code]?.(facts) ?? plainVariant;
}
