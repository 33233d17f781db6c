import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerProfileView } from '../../../shared/model/server-profile.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TableFrame } from './table-frame.tsx';
import styles from './servers.module.css';

interface ServerTableProps {
  /** Null: they are not known yet. */
  readonly profiles: readonly ServerProfileView[] | null;
  readonly onAdd: () => void;
  readonly onEdit: (profile: ServerProfileView) => void;
  readonly onRemove: (profile: ServerProfileView) => void;
}

/** The servers that are treated differently, and how. */
export function ServerTable({ profiles, onAdd, onEdit, onRemove }: ServerTableProps) {
  const { t } = useTranslation('servers');
  const add = useRef<HTMLButtonElement>(null);
  return (
    <section className={styles.part}>
      <p className={styles.hint}>{t('lead')}</p>
      {profiles === null ? null : profiles.length === 0 ? (
        <p className={styles.empty}>{t('none')}</p>
      ) : (
        <TableFrame label={t('profiles')} heads={['connections', 'signIn', 'sent']}>
          {profiles.map((profile) => (
            <tr key={profile.pattern}>
              <th scope="row">{profile.pattern}</th>
              <td>{profile.connections === 0 ? t('asAll') : profile.connections}</td>
              <td>
                <SignInWords profile={profile} />
              </td>
              <td>
                <SentWords profile={profile} />
              </td>
              <td className={styles.actions}>
                <IconButton
                  size="small"
                  label={t('editFor', { server: profile.pattern })}
                  icon={<Pencil />}
                  onClick={() => onEdit(profile)}
                />
                <IconButton
                  size="small"
                  label={t('removeFor', { server: profile.pattern })}
                  icon={<Trash2 />}
                  onClick={() => {
                    // The button goes with its row.
                    add.current?.focus();
                    onRemove(profile);
                  }}
                />
              </td>
            </tr>
          ))}
        </TableFrame>
      )}
      <div>
        <Button ref={add} icon={<Plus aria-hidden />} onClick={onAdd}>
          {t('add')}
        </Button>
      </div>
    </section>
  );
}

function SignInWords({ profile: { signIn } }: { readonly profile: ServerProfileView }) {
  const { t } = useTranslation('servers');
  if (signIn.kind === 'password') return signIn.user;
  return <>{t(signIn.kind === 'token' ? 'token' : 'nobody')}</>;
}

/** Names only. */
function SentWords({ profile }: { readonly profile: ServerProfileView }) {
  const { t } = useTranslation('servers');
  const names = [
    ...(profile.userAgent === '' ? [] : [t('fields.userAgent')]),
    ...(profile.referer === '' ? [] : [t('fields.referer')]),
    ...profile.headers,
  ];
  return <>{names.length === 0 ? t('nothing') : names.join(', ')}</>;
}
