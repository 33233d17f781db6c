import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureSentence } from '../../i18n/failure-sentence.ts';
import { useStore } from '../../state/store.ts';
import { toldBetween } from './announcements.ts';

/** Of more ends and troubles at once only their number is said. */
const saidMost = 3;

/** The live region: says what ended and what needs help, nothing else. */
export function Announcer() {
  const { t } = useTranslation('list');
  const sentence = useFailureSentence();
  const [said, setSaid] = useState({ text: '', turn: 0 });

  useEffect(
    () =>
      useStore.subscribe((state, before) => {
        const told = toldBetween(before, state);
        if (told.length === 0) return;
        const troubles = told.filter(({ kind }) => kind === 'trouble').length;
        const sentences =
          told.length > saidMost
            ? [
                ...(told.length > troubles ? [t('said.ended', { count: told.length - troubles })] : []),
                ...(troubles > 0 ? [t('said.troubles', { count: troubles })] : []),
              ]
            : told.map((one) =>
                one.kind === 'trouble'
                  ? t('said.trouble', { name: one.name, why: sentence(one.failure) })
                  : t(`said.${one.kind}`, { name: one.name }),
              );
        setSaid(({ turn }) => ({ text: sentences.join('\n'), turn: turn + 1 }));
      }),
    [t, sentence],
  );

  // A paragraph of its own for each: the same words once more are said once more.
  return (
    <div aria-live="polite" className="visually-hidden">
      <p key={said.turn}>{said.text}</p>
    </div>
  );
}
