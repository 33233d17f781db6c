import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportForm } from '../../../shared/model/export-form.ts';
import { useFailureSentence } from '../../i18n/failure-sentence.ts';
import { useClient } from '../../state/store.ts';
import { toasts } from '../../ui/toasts.ts';
import { copyText } from '../detail/clipboard-text.ts';
import { variablesIn } from './variables-in.ts';

/** Puts a download on the clipboard in another program's words, and says what is to be set before. */
export function useCopyAs(): (id: string, form: ExportForm) => Promise<void> {
  const { t } = useTranslation('copy-as');
  const client = useClient();
  const sentence = useFailureSentence();
  return useCallback(
    async (id, form) => {
      const answer = await client.call.copyAs({ id, form });
      if (!answer.ok) {
        toasts.add({ title: sentence(answer.failure) });
        return;
      }
      const names = variablesIn(answer.value);
      const copied = await copyText(answer.value);
      toasts.add({
        title: copied ? t(`done.${form}`) : t('refused'),
        ...(copied && names.length > 0 ? { description: t('secrets', { names: names.join(', ') }) } : {}),
      });
    },
    [client, sentence, t],
  );
}
