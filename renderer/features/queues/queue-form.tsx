import { ArrowDown, ArrowUp, Play, Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defaultQueue, type QueueChange, type QueueView } from '../../../shared/model/queue.ts';
import { useClient } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { reported } from '../commands/use-commands.ts';
import { parseRate, rateText } from '../settings/rate-text.ts';
import { QueueTimes } from './queue-times.tsx';
import { queueName, queueState } from './queue-words.tsx';
import styles from './queues.module.css';

/** All that can be set of one queue. */
export function QueueForm({ queue }: { readonly queue: QueueView }) {
  const { t, i18n } = useTranslation(['queues', 'settings', 'common']);
  const { call } = useClient();
  const { id } = queue;
  const [name, setName] = useState(queue.name);
  const [limit, setLimit] = useState(rateText(queue.limit));
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
            value={queue.jobs}
            min={0}
            max={100}
            onChange={(jobs) => change({ jobs })}
            increaseLabel={t('common:increase')}
            decreaseLabel={t('common:decrease')}
          />
          <p className={styles.hint}>{t('jobsHint')}</p>
        </div>
        <div className={styles.limit}>
          <TextField
            label={t('limit')}
            value={limit}
            placeholder={t('settings:limitPlaceholder')}
            hint={t('settings:limitHint')}
            error={parseRate(limit) === null ? t('settings:limitWrong') : null}
            onChange={(text) => {
              setLimit(text);
              const rate = parseRate(text);
              if (rate !== null && rate !== queue.limit) change({ limit: rate });
            }}
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
