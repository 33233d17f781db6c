import type { CertificateFault } from '../certificate.ts';
import type { Facts } from '../reasons.ts';
import { inBrackets, textIn } from './clause.ts';

interface TlsWords {
  readonly certificate: Readonly<Record<CertificateFault, string>>;
  /** By the `fault` fact of `network-tls`. */
  readonly connection: Readonly<Record<string, string>>;
  /** By the `fault` fact of `server-protocol`: what is spoken in place of HTTP/1.1. */
  readonly protocol: Readonly<Record<string, string>>;
}

const english: TlsWords = {
  certificate: {
    expired: 'expired',
    'not-yet-valid': 'not valid yet',
    'self-signed': 'self-signed',
    'wrong-host': 'wrong host: it is made for another name',
    untrusted: 'untrusted: from an authority that is not trusted here',
    incomplete:
      'untrusted: its issuer is not known; the server sends an incomplete chain, or its authority is not trusted here',
    revoked: 'revoked by its issuer',
    'revocation-unknown': 'no revocation list that is up to date covers it',
    weak: 'its key or its signature is too weak',
    other: 'it cannot be verified',
  },
  connection: {
    'not-tls': 'the server does not speak TLS at this port; perhaps the address begins with http://',
    'old-version': 'the server speaks only versions of TLS before 1.2',
    refused: 'the server found no cipher in common, or wants a client certificate',
    'client-certificate': 'the server asks for a client certificate, and this program has none',
    'http2-only': 'the server speaks HTTP/2 only, and this program HTTP/1.1',
    'unknown-host': 'the server has no host of this name',
    weak: 'the keys of the server are too weak',
    'no-certificate': 'the server shows no certificate',
  },
  protocol: {
    http2: 'it is HTTP/2, and this program speaks HTTP/1.1',
    tls: 'it is TLS; perhaps the address begins with https://',
  },
};

const korean: TlsWords = {
  certificate: {
    expired: '만료됨',
    'not-yet-valid': '아직 유효하지 않음',
    'self-signed': '자체 서명됨',
    'wrong-host': '다른 이름으로 발급됨',
    untrusted: '신뢰하지 않는 인증 기관에서 발급됨',
    incomplete: '발급자를 알 수 없음: 서버가 보낸 인증서 체인이 불완전하거나 신뢰하지 않는 인증 기관',
    revoked: '발급자가 폐지함',
    'revocation-unknown': '최신 폐지 목록에 해당 발급자가 없음',
    weak: '키나 서명이 너무 약함',
    other: '검증할 수 없음',
  },
  connection: {
    'not-tls': '이 포트에서는 TLS를 쓰지 않는 서버입니다. http:// 주소일 수 있습니다',
    'old-version': '서버가 1.2보다 낮은 TLS 버전만 지원합니다',
    refused: '서버와 공통된 암호 방식이 없거나 서버가 클라이언트 인증서를 요구합니다',
    'client-certificate': '서버가 클라이언트 인증서를 요구하지만 이 프로그램에는 없습니다',
    'http2-only': '서버는 HTTP/2만, 이 프로그램은 HTTP/1.1을 지원합니다',
    'unknown-host': '서버에 이 이름의 호스트가 없습니다',
    weak: '서버의 키가 너무 약합니다',
    'no-certificate': '서버가 인증서를 보이지 않습니다',
  },
  protocol: {
    http2: 'HTTP/2입니다. 이 프로그램은 HTTP/1.1을 지원합니다',
    tls: 'TLS입니다. https:// 주소일 수 있습니다',
  },
};

const words = { en: english, ko: korean };

/** What is wrong with a certificate, or with what is spoken, in brackets; nothing where no fact tells. */
export function tlsFaultText(part: keyof TlsWords, facts: Facts, language: 'en' | 'ko'): string {
  const table: Readonly<Record<string, string>> = words[language][part];
  const fault = textIn(facts, 'fault');
  return inBrackets(Object.hasOwn(table, fault) ? (table[fault] ?? null) : null);
}
