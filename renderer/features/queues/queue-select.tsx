import { useTranslation } from 'react-i18next';
import { useStore } from '../../state/store.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { queueName } from './queue-words.tsx';

interface QueueSelectProps {
  readonly value: string;
  readonly onChange: (id: string) => void;
}

/** The queue for new downloads; nothing where there is but one. */
export function QueueSelect({ value, onChange }: QueueSelectProps) {
  const { t } = useTranslation('queues');
  const queues = useStore((state) => state.queues);
  if (queues.length < 2) return null;
  return (
    <SelectField
      label={t('queue')}
      value={value}
      options={queues.map((queue) => ({ value: queue.id, label: queueName(queue, t) }))}
      onChange={onChange}
    />
  );
}
