import { useTranslation } from 'react-i18next';
import {
  batchMost,
  type Batch,
  type BatchCount,
  type BatchFault,
} from '../../../shared/model/batch-pattern.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import type { BatchRow, Batches } from './use-batches.ts';
import styles from './batch-item.module.css';

const largest = 999_999;

/** A pattern of addresses: what it stands for, before anything of it is asked for. */
export function BatchItem({ row, choose }: { readonly row: BatchRow; readonly choose: Batches['choose'] }) {
  const { t } = useTranslation('batch');
  const { pattern, batch, plain, star } = row;
  return (
    <li className={styles.item}>
      <Checkbox name={pattern} checked={row.ticked} onChange={(ticked) => choose(pattern, { ticked })} />
      <div className={styles.words}>
        <div className={styles.first}>
          <span className={styles.pattern} title={pattern}>
            {pattern}
          </span>
          {batch.ok && !plain ? (
            <span className={styles.count}>{t('count', { count: batch.value.count })}</span>
          ) : null}
        </div>
        {plain ? null : batch.ok ? <Preview batch={batch.value} /> : <Fault fault={batch.failure} />}
        {star === null || plain ? null : (
          <StarFields star={star} onChange={(next) => choose(pattern, { star: next })} />
        )}
        <Checkbox checked={plain} onChange={(next) => choose(pattern, { plain: next })}>
          {t('plain')}
        </Checkbox>
      </div>
    </li>
  );
}

function Preview({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation('batch');
  const { count } = batch;
  return (
    <ol className={styles.preview} aria-label={t('preview')}>
      <li>{batch.at(0)}</li>
      {count > 1 ? <li>{batch.at(1)}</li> : null}
      {count > 3 ? <li aria-hidden>…</li> : null}
      {count > 2 ? <li>{batch.at(count - 1)}</li> : null}
    </ol>
  );
}

function Fault({ fault }: { readonly fault: BatchFault }) {
  const { t, i18n } = useTranslation('batch');
  const number = (value: number): string => value.toLocaleString(i18n.language);
  const { kind } = fault;
  const sentence =
    kind === 'no-address'
      ? t('noAddress')
      : Number.isSafeInteger(fault.count)
        ? t('tooMany', { number: number(fault.count), most: number(batchMost) })
        : t('farTooMany', { most: number(batchMost) });
  return <p className={styles.fault}>{sentence}</p>;
}

function StarFields({
  star,
  onChange,
}: {
  readonly star: BatchCount;
  readonly onChange: (star: BatchCount) => void;
}) {
  const { t } = useTranslation(['batch', 'common']);
  const steps = { increaseLabel: t('common:increase'), decreaseLabel: t('common:decrease') };
  return (
    <div className={styles.star}>
      <NumberField
        label={t('from')}
        value={star.from}
        min={0}
        max={largest}
        onChange={(from) => onChange({ ...star, from })}
        {...steps}
      />
      <NumberField
        label={t('to')}
        value={star.to}
        min={0}
        max={largest}
        onChange={(to) => onChange({ ...star, to })}
        {...steps}
      />
      <NumberField
        label={t('width')}
        value={star.width}
        min={1}
        max={9}
        onChange={(width) => onChange({ ...star, width })}
        {...steps}
      />
    </div>
  );
}
