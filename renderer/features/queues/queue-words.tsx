import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { defaultQueue, type QueueView } from '../../../shared/model/queue.ts';
import { useStore } from '../../state/store.ts';
import { momentText } from '../schedule/moment-text.ts';

type Words = TFunction<'queues'>;

export function queueName(queue: Pick<QueueView, 'id' | 'name'>, t: Words): string {
  return queue.id === defaultQueue ? t('default') : queue.name;
}

/** "Running", "Stopped until Monday 22:00". */
export function queueState({ runs, until }: QueueView, t: Words, language: string): string {
  if (until === null) return t(runs ? 'running' : 'stopped');
  return t(runs ? 'runningUntil' : 'stoppedUntil', { time: momentText(until, language) });
}

/** A download's queue and whether it runs. */
export function QueueWords({ id }: { readonly id: string }) {
  const { t, i18n } = useTranslation('queues');
  const queue = useStore((state) => state.queues.find((each) => each.id === id));
  if (queue === undefined) return '–';
  return t('words', { name: queueName(queue, t), state: queueState(queue, t, i18n.language) });
}
