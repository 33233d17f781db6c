import i18next from 'i18next';
import type { DownloadView } from '../../../shared/model/view.ts';
import type { Client } from '../../host/client.ts';
import { failureSentence } from '../../i18n/failure-sentence.ts';
import { toasts } from '../../ui/toasts.ts';
import { chooseCookieFile } from './cookie-file.ts';

/** Asks for a cookies.txt and sends what of it fits for a download that is there; says what came of it. */
export async function giveCookies(call: Client['call'], { id, name, url }: DownloadView): Promise<void> {
  const file = await chooseCookieFile();
  if (file === null) return;
  if (file === 'too-large') {
    toasts.add({ title: i18next.t('cookies:refused'), description: i18next.t('cookies:tooLarge') });
    return;
  }
  const answer = await call.giveCookies({ id, text: file.text });
  if (!answer.ok) {
    const description = failureSentence(
      i18next.getFixedT(null, ['failures', 'remedies']),
      i18next.language,
      answer.failure,
    );
    toasts.add({ title: i18next.t('cookies:refused'), description });
    return;
  }
  const { fitting } = answer.value;
  const { host } = new URL(url);
  toasts.add(
    fitting === 0
      ? { title: i18next.t('cookies:refused'), description: i18next.t('cookies:noneFits', { host }) }
      : {
          title: i18next.t('cookies:given', { name }),
          description: i18next.t('cookies:givenText', { count: fitting, host }),
        },
  );
}
