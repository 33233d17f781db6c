import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureSentence } from '../../i18n/failure-sentence.ts';
import { useStore } from '../../state/store.ts';
import { toldBetween } from './announcements.ts';

/** The live region: says what ended and what needs help, nothing else. */
export function Announcer() {
  const { t } = useTranslation('list');
  const sentence = useFailureSentence();
  const [text, setText] = useState('');

  useEffect(
    () =>
      useStore.subscribe((state, before) => {
        const told = toldBetween(before, state);
        if (told.length === 0) return;
        const sentences = told.map((one) =>
          one.kind === 'trouble'
            ? t('said.trouble', { name: one.name, why: sentence(one.failure) })
            : t(`said.${one.kind}`, { name: one.name }),
        );
        setText(sentences.join('\n'));
      }),
    [t, sentence],
  );

  return (
    <div aria-live="polite" className="visually-hidden">
      {text}
    </div>
  );
}
