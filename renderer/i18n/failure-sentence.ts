import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallFailureCode } from '../../shared/contract/types.ts';
import { interruptReasons, type Facts, type InterruptReason } from '../../shared/model/reasons.ts';
import { whatHappened } from '../../shared/model/words/what-happened.ts';
import { resources } from './resources.ts';

/** Anything that failed: an interrupt reason, a call, or a check that was cancelled. */
export interface Told {
  readonly code: CallFailureCode | 'cancelled';
  readonly facts?: Facts | undefined;
}

export type FailureWords = TFunction<['failures', 'remedies']>;

/** What happened and what to do, in one or two sentences. */
export function failureSentence(t: FailureWords, language: string, told: Told): string {
  const { code, facts } = told;
  if (!isReason(code)) return t(code, { ...facts });
  return `${causeSentence(language, { ...told, code })} ${t(`remedies:${code}`)}`;
}

/** What happened, without what to do: for what is tried again by itself. */
export function causeSentence(
  language: string,
  { code, facts }: { readonly code: InterruptReason; readonly facts?: Facts | undefined },
): string {
  const words = resources[language]?.['causes'] ?? {};
  return `${whatHappened({ code, facts: facts ?? {} }, { language, words })}.`;
}

export function useFailureSentence(): (failure: Told) => string {
  const { t, i18n } = useTranslation(['failures', 'remedies']);
  const { language } = i18n;
  return useCallback((failure) => failureSentence(t, language, failure), [t, language]);
}

function isReason(code: Told['code']): code is InterruptReason {
  return Object.hasOwn(interruptReasons, code);
}
