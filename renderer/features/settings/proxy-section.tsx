import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/model/settings.ts';
import { useStore } from '../../state/store.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useCommands } from '../commands/use-commands.ts';
import styles from './settings-dialog.module.css';

/** The way to the servers. A field is applied when it is left. */
export function ProxySection({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  const commands = useCommands();
  return (
    <section className={styles.section}>
      <h3>{t('proxy')}</h3>
      <div className={styles.numbers}>
        <SelectField
          label={t('proxyMode')}
          hint={t('proxyHint')}
          value={settings.proxy}
          options={[
            { value: 'environment', label: t('proxyEnvironment') },
            { value: 'none', label: t('proxyNone') },
            { value: 'manual', label: t('proxyManual') },
          ]}
          onChange={(proxy) => void commands.setSettings({ proxy })}
        />
      </div>
      {settings.proxy === 'manual' ? <ProxyForm settings={settings} /> : null}
    </section>
  );
}

function ProxyForm({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation(['settings', 'sign-in']);
  const commands = useCommands();
  const kept = useStore((state) => state.host?.passwords ?? 'nowhere');
  const [address, setAddress] = useState(settings.proxyAddress);
  const [user, setUser] = useState(settings.proxyUser);
  const [exceptions, setExceptions] = useState(settings.proxyExceptions);
  /** What was typed here; null: nothing, so that what is kept stays. */
  const [password, setPassword] = useState<string | null>(null);
  const change = async (part: Partial<Settings>): Promise<void> => {
    const changed = await commands.setSettings(part);
    if (changed === null) return;
    // User and password that stood in the address have gone where they belong.
    setAddress(changed.proxyAddress);
    setUser(changed.proxyUser);
    // A password belongs to an address and a user, whichever is typed last.
    if (password !== null) commands.setProxyPassword(password);
  };

  return (
    <>
      <div onBlur={() => address !== settings.proxyAddress && void change({ proxyAddress: address.trim() })}>
        <TextField
          label={t('proxyAddress')}
          value={address}
          placeholder="http://proxy.example:3128"
          hint={t('proxyAddressHint')}
          onChange={setAddress}
        />
      </div>
      <div className={styles.numbers}>
        <div onBlur={() => user !== settings.proxyUser && void change({ proxyUser: user })}>
          <TextField label={t('proxyUser')} value={user} onChange={setUser} />
        </div>
        <div onBlur={() => password !== null && commands.setProxyPassword(password)}>
          <TextField
            secret
            label={t('proxyPassword')}
            value={password ?? ''}
            hint={t(`sign-in:kept.${kept}`)}
            onChange={setPassword}
          />
        </div>
      </div>
      <div
        onBlur={() =>
          exceptions !== settings.proxyExceptions && void change({ proxyExceptions: exceptions.trim() })
        }
      >
        <TextField
          label={t('proxyExceptions')}
          value={exceptions}
          placeholder="localhost, 192.168.0.0/16"
          hint={t('proxyExceptionsHint')}
          onChange={setExceptions}
        />
      </div>
    </>
  );
}
