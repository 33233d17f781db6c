import i18next from 'i18next';
import type { RepairOutcome } from '../../../shared/model/repair.ts';
import { formatBytes } from '../../../shared/model/units.ts';
import type { DownloadView } from '../../../shared/model/view.ts';
import type { Client } from '../../host/client.ts';
import { failureSentence } from '../../i18n/failure-sentence.ts';
import { toasts } from '../../ui/toasts.ts';

/** Has a file repaired that does not match, and says what came of it. A toast stands there meanwhile. */
export async function repair(call: Client['call'], { id, name }: DownloadView): Promise<void> {
  const begun = toasts.add({
    title: i18next.t('repair:begun', { name }),
    description: i18next.t('repair:begunText'),
    timeout: 0,
  });
  const answer = await call.repair({ id });
  toasts.close(begun);
  if (answer.ok) {
    toasts.add(wordsOf(name, answer.value));
    return;
  }
  toasts.add({
    title: i18next.t('repair:failed', { name }),
    description: failureSentence(
      i18next.getFixedT(null, ['failures', 'remedies']),
      i18next.language,
      answer.failure,
    ),
  });
}

/** How it ended, and who turned out to have brought other bytes. */
function wordsOf(
  name: string,
  outcome: RepairOutcome,
): { readonly title: string; readonly description: string } {
  const { kind, blamed } = outcome;
  const amounts = { replaced: formatBytes(outcome.replaced), fetched: formatBytes(outcome.fetched) };
  const what = i18next.t(`repair:${kind}Text`, amounts);
  const whose = blamed.length === 0 ? '' : ` ${i18next.t('repair:blamed', { hosts: blamed.join(', ') })}`;
  return { title: i18next.t(`repair:${kind}`, { name }), description: `${what}${whose}` };
}
