import i18next from 'i18next';
import type { Client } from '../../host/client.ts';
import { failureSentence } from '../../i18n/failure-sentence.ts';
import { saveText } from '../../ui/save-text.ts';
import { toasts } from '../../ui/toasts.ts';

/** Saves a table of all finished downloads. */
export async function exportHistory(call: Client['call']): Promise<void> {
  const answer = await call.historyCsv();
  if (answer.ok) {
    saveText('tributary-history.csv', 'text/csv', answer.value);
    return;
  }
  const title = failureSentence(
    i18next.getFixedT(null, ['failures', 'remedies']),
    i18next.language,
    answer.failure,
  );
  toasts.add({ title });
}
