import i18next from 'i18next';
import type { CallFailure } from '../../../shared/contract/types.ts';
import type { Client } from '../../host/client.ts';
import { canResume } from '../../state/actions.ts';
import { selectWhenThere } from '../../state/store.ts';
import { toasts } from '../../ui/toasts.ts';
import type { Duplicate, DuplicateAnswer } from './duplicate.ts';

export interface AnsweredLink {
  readonly url: string;
  readonly duplicate: Duplicate | null;
  readonly answer: DuplicateAnswer | null;
}

/**
 * Does what was answered about links that go to downloads of the list: one goes on, or takes the link,
 * which has to be shown to lead to the same file. The first failure ends it.
 */
export async function answerDuplicates(
  { call }: Client,
  links: readonly AnsweredLink[],
): Promise<CallFailure | null> {
  for (const { url, duplicate, answer } of links) {
    if (duplicate === null || !('old' in duplicate)) continue;
    const { id, name } = duplicate.old;
    if (answer === 'new-link') {
      const taken = await call.refreshLink({ id, url });
      if (!taken.ok) return taken.failure;
      toasts.add({
        title: i18next.t('new-link:takenTitle'),
        description: i18next.t('new-link:taken', { name }),
      });
    }
    if (answer === 'old' && canResume(duplicate.old)) {
      const resumed = await call.resume({ ids: [id] });
      if (!resumed.ok) return resumed.failure;
    }
    selectWhenThere(id, true);
  }
  return null;
}

/** Whether a link goes to a download that is there and not to one of its own. */
export function goesToOld({ answer }: Pick<AnsweredLink, 'answer'>): boolean {
  return answer === 'old' || answer === 'new-link';
}
