import { useTranslation } from 'react-i18next';
import { useClient, useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useNow } from '../../ui/use-now.ts';
import { reported } from '../commands/use-commands.ts';

/** The last seconds before the machine sleeps or is shut down, in every window. */
export function CountdownDialog() {
  const after = useStore((state) => state.afterAll);
  return after === null || after.action === 'nothing' || after.due === null ? null : (
    <Countdown action={after.action} due={after.due} />
  );
}

function Countdown({ action, due }: { readonly action: 'sleep' | 'shut-down'; readonly due: number }) {
  const { t } = useTranslation(['after-all', 'common']);
  const { call } = useClient();
  const now = useNow(true);
  const cancel = () => void reported(call.chooseAfterAll({ action: 'nothing' }));
  return (
    <Dialog
      title={t(`soon.${action}`)}
      size="small"
      closeLabel={t('cancel')}
      keepOnOutsidePress
      onClose={cancel}
      footer={
        <Button variant="accent" onClick={cancel}>
          {t('cancel')}
        </Button>
      }
    >
      <p role="timer">{t('seconds', { count: Math.max(0, Math.ceil((due - now) / 1_000)) })}</p>
    </Dialog>
  );
}
