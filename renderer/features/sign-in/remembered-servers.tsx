import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RememberedServer } from '../../../shared/model/credential.ts';
import { useClient, useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import styles from './sign-in.module.css';

/** The servers whose passwords are kept, each with a button that forgets it. */
export function RememberedServers() {
  const { t } = useTranslation('sign-in');
  const { call } = useClient();
  const kept = useStore((state) => state.host?.passwords ?? 'nowhere');
  const [servers, setServers] = useState<readonly RememberedServer[]>([]);

  useEffect(() => {
    let shown = true;
    void call.rememberedServers().then((answer) => {
      if (shown && answer.ok) setServers(answer.value);
    });
    return () => {
      shown = false;
    };
  }, [call]);

  async function forget({ origin, realm }: RememberedServer): Promise<void> {
    const answer = await call.forgetServer({ origin, realm });
    if (answer.ok) setServers(answer.value);
  }

  return (
    <section className={styles.form}>
      <h3>{t('remembered')}</h3>
      {servers.length === 0 ? (
        <p className={styles.hint}>
          {t('none')} {kept === 'nowhere' ? t('kept.nowhere') : null}
        </p>
      ) : (
        <ul className={styles.servers}>
          {servers.map((server) => {
            const words = { server: server.origin.replace(/^(?:proxy|server)\+/, ''), user: server.user };
            return (
              <li key={`${server.origin} ${server.realm ?? ''}`}>
                <span>{t('entry', words)}</span>
                <Button size="small" aria-label={t('forgetFor', words)} onClick={() => void forget(server)}>
                  {t('forget')}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
