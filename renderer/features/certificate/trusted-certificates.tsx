import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverName, type KeptCertificate } from '../../../shared/model/certificate.ts';
import { useClient } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { FingerprintText } from './fingerprint-text.tsx';
import styles from './certificate.module.css';

/** The certificates that were trusted by hand, each with a button that forgets it. */
export function TrustedCertificates() {
  const { t } = useTranslation('certificate');
  const { call } = useClient();
  const [certificates, setCertificates] = useState<readonly KeptCertificate[]>([]);

  useEffect(() => {
    let shown = true;
    void call.trustedCertificates().then((answer) => {
      if (shown && answer.ok) setCertificates(answer.value);
    });
    return () => {
      shown = false;
    };
  }, [call]);

  async function forget({ fingerprint, host, port }: KeptCertificate): Promise<void> {
    const answer = await call.forgetCertificate({ host, port, fingerprint });
    if (answer.ok) setCertificates(answer.value);
  }

  return (
    <section className={styles.body}>
      <h3>{t('trusted')}</h3>
      {certificates.length === 0 ? (
        <p className={styles.hint}>{t('noneTrusted')}</p>
      ) : (
        <ul className={styles.list}>
          {certificates.map((certificate) => (
            <li key={`${serverName(certificate)} ${certificate.fingerprint}`}>
              <span className={styles.entry}>
                {serverName(certificate)}
                <FingerprintText fingerprint={certificate.fingerprint} />
              </span>
              <Button
                size="small"
                aria-label={t('forgetFor', { server: serverName(certificate) })}
                onClick={() => void forget(certificate)}
              >
                {t('forget')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
