import type { X509Certificate } from 'node:crypto';
import type { CertificateFacts } from '../../../../../shared/model/certificate.ts';

const textMost = 200;
const namesMost = 500;

/** What a failure tells of a certificate. Its texts are a stranger's: cut, and without signs that mislead. */
export function certificateFacts(
  certificate: X509Certificate,
): Pick<CertificateFacts, 'fingerprint' | 'subject' | 'issuer' | 'from' | 'until' | 'names'> {
  return {
    fingerprint: certificate.fingerprint256,
    subject: plain(certificate.subject ?? '', textMost),
    issuer: plain(certificate.issuer ?? '', textMost),
    from: moment(certificate.validFromDate),
    until: moment(certificate.validToDate),
    names: plain((certificate.subjectAltName ?? '').replace(/\b(?:DNS|IP Address):/g, ''), namesMost),
  };
}

/** One line without controls, bidirectional marks and the like. */
function plain(text: string, most: number): string {
  const line = text.trim().replace(/\n/g, ', ').replace(/\p{C}/gu, ' ');
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

function moment(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
