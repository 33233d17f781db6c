import i18next from 'i18next';
import type { DownloadView } from '../../../shared/model/view.ts';
import type { Client } from '../../host/client.ts';
import { failureSentence } from '../../i18n/failure-sentence.ts';
import { saveText } from '../../ui/save-text.ts';
import { toasts } from '../../ui/toasts.ts';
import { variablesIn } from '../copy-as/variables-in.ts';

/** Saves a finished download as a metalink; its file is read for the sums of the pieces, and a toast says so. */
export async function exportMetalink(call: Client['call'], { id, name }: DownloadView): Promise<void> {
  const begun = toasts.add({ title: i18next.t('export:begun', { name }), timeout: 0 });
  const answer = await call.metalink({ id });
  toasts.close(begun);
  if (!answer.ok) {
    const description = failureSentence(
      i18next.getFixedT(null, ['failures', 'remedies']),
      i18next.language,
      answer.failure,
    );
    toasts.add({ title: i18next.t('export:failed', { name }), description });
    return;
  }
  saveText(`${name}.meta4`, 'application/metalink4+xml', answer.value);
  const names = variablesIn(answer.value);
  if (names.length === 0) return;
  const description = i18next.t('copy-as:secrets', { names: names.join(', ') });
  toasts.add({ title: i18next.t('export:withVariables', { name }), description });
}
