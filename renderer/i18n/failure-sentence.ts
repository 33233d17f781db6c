import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallFailureCode } from '../../shared/contract/types.ts';
import type { Facts } from '../../shared/model/reasons.ts';

/** Anything that failed: an interrupt reason, a call, or a check that was cancelled. */
export interface Told {
  readonly code: CallFailureCode | 'cancelled';
  readonly facts?: Facts | undefined;
}

/**
 * What happened and what to do, in one or two sentences. Where a longer sentence stands beside the
 * plain one (`CODE_facts`) and the status that it needs is there, the longer one is said.
 */
export function failureSentence(t: TFunction<'failures'>, { code, facts }: Told): string {
  if (code === 'server-bad-status' && typeof facts?.['status'] === 'number') {
    return t('server-bad-status_facts', { status: facts['status'] });
  }
  return t(code);
}

export function useFailureSentence(): (failure: Told) => string {
  const { t } = useTranslation('failures');
  return useCallback((failure) => failureSentence(t, failure), [t]);
}
