import { Pencil, X } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LearnedLimit } from '../../../shared/model/server-profile.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { momentText } from '../schedule/moment-text.ts';
import { TableFrame } from './table-frame.tsx';
import styles from './servers.module.css';

interface LearnedTableProps {
  readonly limits: readonly LearnedLimit[];
  readonly onEdit: (limit: LearnedLimit) => void;
  readonly onForget: (limit: LearnedLimit) => void;
}

/** How many connections servers were seen to bear; each can be forgotten, or set for good. */
export function LearnedTable({ limits, onEdit, onForget }: LearnedTableProps) {
  const { t, i18n } = useTranslation('servers');
  const title = useRef<HTMLHeadingElement>(null);
  return (
    <section className={styles.part}>
      <h3 ref={title} tabIndex={-1} className={styles.title}>
        {t('learned')}
      </h3>
      <p className={styles.hint}>{t('learnedLead')}</p>
      {limits.length === 0 ? (
        <p className={styles.empty}>{t('learnedNone')}</p>
      ) : (
        <TableFrame label={t('learned')} heads={['connections', 'when']}>
          {limits.map((limit) => (
            <tr key={limit.host}>
              <th scope="row">{limit.host}</th>
              <td>{limit.connections}</td>
              <td>{momentText(limit.learnedAt, i18n.language)}</td>
              <td className={styles.actions}>
                <IconButton
                  size="small"
                  label={t('editFor', { server: limit.host })}
                  icon={<Pencil />}
                  onClick={() => onEdit(limit)}
                />
                <IconButton
                  size="small"
                  label={t('forgetFor', { server: limit.host })}
                  icon={<X />}
                  onClick={() => {
                    // The button goes with its row.
                    title.current?.focus();
                    onForget(limit);
                  }}
                />
              </td>
            </tr>
          ))}
        </TableFrame>
      )}
    </section>
  );
}
