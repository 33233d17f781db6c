import { CirclePause, CirclePlay, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defaultQueue } from '../../../shared/model/queue.ts';
import { closeDialog, useClient, useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LineButton, LineList } from '../../ui/line-list.tsx';
import { SideList } from '../../ui/side-list.tsx';
import { reported } from '../commands/use-commands.ts';
import { QueueForm } from './queue-form.tsx';
import { queueName } from './queue-words.tsx';
import styles from './queues.module.css';

/** The queues on the left, the chosen one on the right; every change is applied at once. */
export function QueuesDialog() {
  const { t } = useTranslation(['queues', 'common']);
  const { call } = useClient();
  const queues = useStore((state) => state.queues);
  const [chosen, setChosen] = useState<string>(defaultQueue);
  const queue = queues.find((each) => each.id === chosen) ?? queues[0];

  async function add(): Promise<void> {
    const answer = await call.addQueue({ name: t('newName', { number: queues.length + 1 }) });
    if (answer.ok) setChosen(answer.value.id);
    else await reported(Promise.resolve(answer));
  }

  return (
    <Dialog title={t('title')} size="large" closeLabel={t('common:close')} onClose={closeDialog}>
      <SideList
        side={
          <>
            <LineList label={t('list')}>
              {queues.map((each) => (
                <LineButton
                  key={each.id}
                  icon={<QueueIcon runs={each.runs} />}
                  current={each.id === queue?.id}
                  onClick={() => setChosen(each.id)}
                >
                  {queueName(each, t)}
                </LineButton>
              ))}
            </LineList>
            <Button icon={<Plus aria-hidden />} onClick={() => void add()}>
              {t('new')}
            </Button>
          </>
        }
      >
        {queue === undefined ? null : <QueueForm key={queue.id} queue={queue} />}
      </SideList>
    </Dialog>
  );
}

function QueueIcon({ runs }: { readonly runs: boolean }) {
  const { t } = useTranslation('queues');
  return (
    <span className={runs ? styles.runs : styles.stopped} title={t(runs ? 'running' : 'stopped')}>
      {runs ? <CirclePlay aria-hidden /> : <CirclePause aria-hidden />}
    </span>
  );
}
