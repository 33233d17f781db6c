import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { certificateIn, serverName, type CertificateFacts } from '../../../shared/model/certificate.ts';
import { causeSentence } from '../../i18n/failure-sentence.ts';
import { closeDialog, useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { CopyButton } from '../detail/copy-button.tsx';
import { FingerprintText } from './fingerprint-text.tsx';
import styles from './certificate.module.css';

/** The certificate that a download was refused for, and the one way to trust it: here, by hand. */
export function CertificateDialog({ id }: { readonly id: string }) {
  const { t, i18n } = useTranslation(['certificate', 'common']);
  const commands = useCommands();
  const download = useStore((state) => state.library.get(id));
  const cancel = useRef<HTMLButtonElement>(null);
  if (download?.state.kind !== 'interrupted') return null;
  const { failure } = download.state;
  const certificate = certificateIn(failure.facts);
  if (certificate === null) return null;
  const { fingerprint } = certificate;
  // Its own issuer has taken it back: that is nobody's to overrule.
  const revoked = certificate.fault === 'revoked';

  function trust(): void {
    commands.trustCertificate(id, fingerprint);
    closeDialog();
  }

  return (
    <Dialog
      title={t('title', { server: serverName(certificate) })}
      closeLabel={t('common:close')}
      initialFocus={cancel}
      onClose={closeDialog}
      footer={
        <>
          <Button ref={cancel} onClick={closeDialog}>
            {t('common:cancel')}
          </Button>
          {revoked ? null : (
            <Button variant="danger" onClick={trust}>
              {t('trust')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.body}>
        <p className={styles.fault}>{causeSentence(i18n.language, failure)}</p>
        <CertificateList certificate={certificate} />
        <p className={styles.hint}>{t(revoked ? 'revoked' : 'warning')}</p>
      </div>
    </Dialog>
  );
}

function CertificateList({ certificate }: { readonly certificate: CertificateFacts }) {
  const { t, i18n } = useTranslation('certificate');
  const { fingerprint, from, issuer, names, subject, until } = certificate;
  const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeStyle: 'short' });
  const moment = (text: string): string =>
    Number.isNaN(Date.parse(text)) ? t('none') : format.format(Date.parse(text));
  return (
    <dl className={styles.facts}>
      <Fact label={t('subject')}>{subject || t('none')}</Fact>
      <Fact label={t('issuer')}>{issuer || t('none')}</Fact>
      <Fact label={t('validity')}>{t('period', { from: moment(from), until: moment(until) })}</Fact>
      <Fact label={t('names')}>{names || t('none')}</Fact>
      <Fact label={t('fingerprint')}>
        <FingerprintText fingerprint={fingerprint} />
        <span className={styles.copy}>
          <CopyButton text={() => fingerprint} label={t('copy')} />
        </span>
      </Fact>
    </dl>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
