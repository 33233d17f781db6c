import { Fragment } from 'react';
import styles from './certificate.module.css';

/** A fingerprint that breaks between its bytes only. */
export function FingerprintText({ fingerprint }: { readonly fingerprint: string }) {
  const bytes = fingerprint.split(':');
  return (
    <code className={styles.code}>
      {bytes.map((byte, index) => (
        <Fragment key={index}>
          {byte}
          {index < bytes.length - 1 ? ':' : null}
          <wbr />
        </Fragment>
      ))}
    </code>
  );
}
