import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Facts } from '../../../shared/model/reasons.ts';
import { closeDialog, useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useCommands } from '../commands/use-commands.ts';
import styles from './sign-in.module.css';

/** Asks who the user is at the server that a download stopped at. */
export function SignInDialog({ id }: { readonly id: string }) {
  const { t } = useTranslation(['sign-in', 'common']);
  const commands = useCommands();
  const download = useStore((state) => state.library.get(id));
  const kept = useStore((state) => state.host?.passwords ?? 'nowhere');
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [remember, setRemember] = useState(false);
  if (download?.state.kind !== 'interrupted') return null;
  const { facts = {} } = download.state.failure;
  const host = typeof facts['host'] === 'string' ? facts['host'] : new URL(download.url).host;

  function signIn(): void {
    if (user === '') return;
    commands.signIn({ id, user, password, remember });
    closeDialog();
  }

  return (
    <Dialog
      title={t('title')}
      closeLabel={t('common:close')}
      size="small"
      keepOnOutsidePress
      onClose={closeDialog}
      onSubmit={signIn}
      footer={
        <>
          <Button onClick={closeDialog}>{t('common:cancel')}</Button>
          <Button type="submit" variant="accent" unavailable={user === ''}>
            {t('signIn')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.text}>
          {facts['why'] === 'refused' ? t('refused', { host }) : t('text', { host, name: download.name })}
        </p>
        <TextField label={t('user')} value={user} onChange={setUser} />
        <TextField
          secret
          label={t('password')}
          value={password}
          hint={isOpenWay(facts, host) ? t('unprotected') : null}
          onChange={setPassword}
        />
        <div>
          {kept === 'nowhere' ? null : (
            <Checkbox checked={remember} onChange={setRemember}>
              {t('remember')}
            </Checkbox>
          )}
          <p className={styles.hint}>{t(`kept.${kept}`)}</p>
        </div>
      </div>
    </Dialog>
  );
}

/** Whether what is sent to the server could be read on the way: plain HTTP, and not to this very computer. */
function isOpenWay(facts: Facts, host: string): boolean {
  return facts['secure'] === false && !/^(127\.|\[::1\]|([^/]+\.)?localhost(:|$))/i.test(host);
}
