import { ArrowDown, ArrowUp, Play, Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defaultQueue, type QueueChange, type QueueView } from '../../../shared/model/queue.ts';
import { useClient } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { reported } from '../commands/use-commands.ts';
import { RateField } from '../settings/rate-field.tsx';
import { QueueTimes } from './queue-times.tsx';
import { queueName, queueState } from './queue-words.tsx';
import styles from './queues.module.css';

/** All that can be set of one queue. */
export function QueueForm({ queue }: { readonly queue: QueueView }) {
  const { t, i18n } = useTranslation(['queues', 'settings', 'common']);
  const { call } = useClient();
  const { id } = queue;
  const [name, setName] = useState(queue.name);
  const change = (part: QueueChange) => void reported(call.changeQueue({ id, ...part }));

  return (
    <div role="group" aria-label={queueName(queue, t)} className={styles.form}>
      <div className={styles.line}>
        <span role="status" className={styles.state}>
          {queueState(queue, t, i18n.language)}
        </span>
        <Button
          icon={queue.runs ? <Square aria-hidden /> : <Play aria-hidden />}
          onClick={() => void reported(call.runQueue({ id, on: !queue.runs }))}
        >
          {t(queue.runs ? 'stop' : 'start')}
        </Button>
      </div>
      <p className={styles.hint}>{t('stoppedHint')}</p>
      {id === defaultQueue ? null : (
        <div
          onBlur={() => (name.trim() === '' ? setName(queue.name) : name !== queue.name && change({ name }))}
        >
          <TextField label={t('name')} value={name} onChange={setName} />
        </div>
      )}
      <div className={styles.line}>
        <div className={styles.jobs}>
          <NumberField
            label={t('jobs')}
            hint={t('jobsHint')}
            value={queue.jobs}
            min={0}
            max={100}
            onChange={(jobs) => change({ jobs })}
            increaseLabel={t('common:increase')}
            decreaseLabel={t('common:decrease')}
          />
        </div>
        <div className={styles.limit}>
          <RateField
            label={t('limit')}
            hint={t('settings:limitHint')}
            rate={queue.limit}
            onChange={(limit) => change({ limit })}
          />
        </div>
      </div>
      <QueueTimes key={queue.id} times={queue.times} onChange={(times) => change({ times })} />
      <div className={styles.actions}>
        <Button
          size="small"
          icon={<ArrowUp aria-hidden />}
          onClick={() => void reported(call.moveQueue({ id, step: -1 }))}
        >
          {t('up')}
        </Button>
        <Button
          size="small"
          icon={<ArrowDown aria-hidden />}
          onClick={() => void reported(call.moveQueue({ id, step: 1 }))}
        >
          {t('down')}
        </Button>
        {id === defaultQueue ? null : (
          <Button
            size="small"
            variant="danger"
            icon={<Trash2 aria-hidden />}
            title={t('deleteHint')}
            onClick={() => void reported(call.removeQueue({ id }))}
          >
            {t('delete')}
          </Button>
        )}
      </div>
    </div>
  );
}
