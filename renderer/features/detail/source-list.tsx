import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { SourceView } from '../../../shared/model/view.ts';
import { formatBytes, formatRate } from '../../../shared/model/units.ts';
import type { Told } from '../../i18n/failure-sentence.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import { TextForm } from './text-form.tsx';
import styles from './source-list.module.css';

interface SourceListProps {
  readonly sources: readonly SourceView[];
  readonly sentence: (failure: Told) => string;
  /** Answers with one sentence on what is wrong, or null when the mirror was taken. */
  readonly onAddSource: (url: string) => Promise<string | null>;
}

const stateIcons = { good: CircleCheck, unused: CircleDashed, 'set-aside': TriangleAlert };

/** Where the bytes come from, how well each mirror does, and a field for another one. */
export function SourceList({ sources, sentence, onAddSource }: SourceListProps): ReactNode {
  const { t } = useTranslation('detail');
  // What helps a download (starting over) is not what a mirror with other bytes needs.
  const why = (failure: Failure): string =>
    failure.code === 'server-changed' ? t('sources.differs') : sentence(failure);
  return (
    <div className={styles.pane}>
      {sources.length === 0 ? null : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('sources.mirror')}</th>
              <th scope="col">{t('sources.state')}</th>
              <th scope="col" className={styles.number}>
                {t('sources.received')}
              </th>
              <th scope="col" className={styles.number}>
                {t('sources.rate')}
              </th>
              <th scope="col" className={styles.number}>
                {t('sources.failures')}
              </th>
            </tr>
          </thead>
          <tbody>
            {sources.map((source, index) => {
              const Icon = stateIcons[source.state];
              return (
                <tr key={index}>
                  <td className={styles.mirror}>
                    <span className={styles.host}>{source.host}</span>
                    <span className={styles.url} title={source.url}>
                      {source.url}
                    </span>
                    {source.failure === null ? null : (
                      <span className={styles.failure}>{why(source.failure)}</span>
                    )}
                  </td>
                  <td>
                    <span className={joinClasses(styles.state, styles[source.state])}>
                      <Icon aria-hidden="true" />
                      {t(`sources.states.${source.state}`)}
                    </span>
                  </td>
                  <td className={styles.number}>{formatBytes(source.received)}</td>
                  <td className={styles.number}>{source.rate > 0 ? formatRate(source.rate) : '–'}</td>
                  <td className={styles.number}>{source.failures}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <TextForm
        label={t('sources.address')}
        button={t('sources.add')}
        hint={t('sources.hint')}
        onSubmit={onAddSource}
      />
    </div>
  );
}
