import { expect, test } from 'vitest';
import { tlsFault } from './tls-fault.ts';

test.each([
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'not-tls'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'not-tls'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'old-version'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'old-version'],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'refused'],
  ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 'refused'],
  ['ERR_SSL_NO_SHARED_CIPHER', 'refused'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'client-certificate'],
  ['ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL', 'http2-only'],
  ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'unknown-host'],
  ['ERR_SSL_DH_KEY_TOO_SMALL', 'weak'],
  ['ERR_TLS_DH_PARAM_SIZE', 'weak'],
  ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'damaged'],
  ['ERR_SSL_SOMETHING_NEW', 'other'],
])('G1: %s is named %s', (code, fault) => {
  expect(tlsFault(code)).toBe(fault);
});
