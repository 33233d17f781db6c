import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceView } from '../../../shared/model/view.ts';
import type { Told } from '../../i18n/failure-sentence.ts';
import { SourceRow, sourceNumbers } from './source-row.tsx';
import { TextForm } from './text-form.tsx';
import styles from './source-list.module.css';

interface SourceListProps {
  readonly sources: readonly SourceView[];
  readonly sentence: (failure: Told) => string;
  /** These answer with one sentence on what is wrong, or null when it was taken. */
  readonly onAddSource: (url: string) => Promise<string | null>;
  readonly onRemoveSource: (source: number, url: string) => Promise<string | null>;
  readonly onPreferSource: (source: number, url: string, on: boolean) => Promise<string | null>;
}

/** Where the bytes come from, how well each mirror does, and a field for another one. */
export function SourceList(props: SourceListProps): ReactNode {
  const { sources, sentence, onAddSource, onRemoveSource, onPreferSource } = props;
  const { t } = useTranslation('detail');
  const received = sources.reduce((sum, source) => sum + source.received, 0);
  return (
    <div className={styles.pane}>
      {sources.length === 0 ? null : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('sources.mirror')}</th>
              <th scope="col">{t('sources.state')}</th>
              {sourceNumbers.map((name) => (
                <th key={name} scope="col" className={styles.number}>
                  {t(`sources.${name}`)}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">{t('sources.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sources.map((source, index) =>
              source.removed === true ? null : (
                <SourceRow
                  key={index}
                  source={source}
                  total={received}
                  sentence={sentence}
                  onPrefer={
                    sources.length < 2
                      ? null
                      : () => onPreferSource(index, source.url, source.preferred !== true)
                  }
                  onRemove={index === 0 ? null : () => onRemoveSource(index, source.url)}
                />
              ),
            )}
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
