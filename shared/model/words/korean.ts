import { formatDurationWords } from '../duration.ts';
import type { Facts, InterruptReason } from '../reasons.ts';
import { formatBytes } from '../units.ts';
import {
  clauseText,
  inBrackets,
  isNoFolder,
  momentText,
  numberIn,
  textIn,
  type ReasonWords,
} from './clause.ts';
import { tlsFaultText } from './tls-words.ts';

const systemFaults: Readonly<Record<string, string>> = {
  EACCES: '권한 없음',
  EPERM: '시스템이 허용하지 않음',
  EROFS: '읽기 전용 디스크',
  ENOENT: '그곳에 없음',
  ELOOP: '링크임',
  EISDIR: '폴더임',
  ENAMETOOLONG: '이름이 너무 김',
  EMFILE: '열린 파일이 너무 많음',
  ENFILE: '열린 파일이 너무 많음',
  EBUSY: '사용 중',
  EFBIG: '이 디스크에 담기에 너무 큼',
  EIO: '디스크 오류',
  ENXIO: '드라이브가 없음',
  ENODEV: '드라이브가 없음',
  ESTALE: '드라이브가 없음',
  'outside-roots': '쓸 수 있는 폴더 밖에 있음',
  'no-folder': '경로의 일부가 폴더가 아님',
};

const systemFault = (facts: Facts): string =>
  inBrackets(systemFaults[isNoFolder(facts) ? 'no-folder' : textIn(facts, 'errno')] ?? null);

const proxyFaults: Readonly<Record<string, string>> = {
  address: '프록시 주소를 이해할 수 없습니다',
  name: '이런 이름의 프록시가 없습니다',
  refused: '프록시가 연결을 거부합니다',
  unreachable: '프록시가 응답하지 않습니다',
  'broken-off': '프록시가 연결을 끊었습니다',
  tls: '프록시와 보안 연결을 맺지 못했습니다',
  certificate: '프록시의 인증서가 올바르지 않습니다',
  scheme: '프록시가 NTLM이나 Kerberos처럼 지원하지 않는 로그인 방식을 요구합니다',
  server: '프록시가 서버에 연결하지 못했습니다',
  'bad-reply': '프록시 주소에서 응답한 것이 그 종류의 프록시가 아닙니다',
};

const proxyFault = (facts: Facts): string => {
  if (facts['fault'] === 'authentication') {
    return facts['given'] === true
      ? '프록시가 사용자 이름과 암호를 받아들이지 않습니다'
      : '프록시가 사용자 이름과 암호를 요구합니다';
  }
  const fault = proxyFaults[textIn(facts, 'fault')] ?? '프록시가 연결을 허용하지 않습니다';
  return `${fault}${status(facts)}`;
};

const signInAsked = '가 사용자 이름과 암호를 요구합니다';
const signInWords: Readonly<Record<string, string>> = {
  asked: signInAsked,
  refused: '가 이 사용자 이름과 암호를 받아들이지 않습니다',
  scheme: '가 Tributary에서 지원하지 않는 로그인 방식을 요구합니다',
  cookies: '가 이 쿠키를 받아들이지 않습니다',
};

const status = (facts: Facts): string => {
  const number = numberIn(facts, 'status');
  return inBrackets(number === null ? null : `HTTP ${number}`);
};

const mismatchWords: Readonly<Record<string, string>> = {
  server: '파일이 서버가 알려 준 다이제스트와 일치하지 않습니다',
  list: '파일이 메타링크의 체크섬과 일치하지 않습니다',
  beside: '파일이 서버에 함께 있는 체크섬 파일의 값과 일치하지 않습니다',
  disputed: '서버와 다른 곳이 알려 준 파일의 체크섬이 서로 다릅니다',
};

/** What happened, for every reason, in Korean. */
export const koreanWords: ReasonWords = {
  'file-no-space': (facts) => {
    const [needed, free] = [numberIn(facts, 'needed'), numberIn(facts, 'free')];
    return needed === null || free === null
      ? '디스크가 가득 찼습니다'
      : `파일에는 ${formatBytes(needed, 'ko')}가 필요한데 디스크에는 ${formatBytes(free, 'ko')}가 남았습니다`;
  },
  'file-exists': '같은 이름의 파일이나 .part 파일이 이미 있어 건드리지 않았습니다',
  'file-in-use': '다른 다운로드가 이 파일을 쓰고 있습니다',
  'file-open': (facts) => `파일이나 폴더를 열 수 없습니다${systemFault(facts)}`,
  'file-create': (facts) => `폴더에 파일을 만들 수 없습니다${systemFault(facts)}`,
  'file-io': (facts) => `파일을 읽거나 쓰지 못했습니다${systemFault(facts)}`,
  'file-hash-mismatch': (facts) =>
    mismatchWords[textIn(facts, 'by')] ?? '파일이 입력한 체크섬과 일치하지 않습니다',

  'network-timeout': (facts) => {
    const seconds = numberIn(facts, 'seconds');
    return `서버가 제때 응답하지 않았습니다${inBrackets(seconds === null ? null : formatDurationWords(Math.max(1, seconds), 'ko'))}`;
  },
  'network-patience': (facts) => {
    const seconds = numberIn(facts, 'seconds');
    const during = seconds === null ? '너무 오래' : `${formatDurationWords(Math.max(1, seconds), 'ko')} 동안`;
    return `${during} 새 데이터가 오지 않았습니다${inBrackets(lastThing(facts))}`;
  },
  'network-offline': '서버로 가는 길이 없습니다. 이 컴퓨터가 오프라인인 것 같습니다',
  'network-refused': '서버가 연결을 거부합니다',
  'network-reset': '서버와 연결이 끊어졌습니다',
  'network-name-unknown': '이런 이름의 서버가 없습니다',
  'network-name-lookup': '지금은 서버 이름을 찾을 수 없습니다',
  'network-tls': (facts) => `서버와 보안 연결을 맺을 수 없습니다${tlsFaultText('connection', facts, 'ko')}`,
  'network-certificate': (facts) =>
    `서버의 인증서가 올바르지 않아${tlsFaultText('certificate', facts, 'ko')} 아무것도 받지 않습니다`,
  'network-proxy': (facts) => proxyFault(facts),

  'server-not-found': (facts) => `서버에 그런 파일이 없습니다${status(facts)}`,
  'server-unauthorized': (facts) => {
    const host = textIn(facts, 'host');
    const who = host === '' ? '서버' : `${host} 서버`;
    return `${who}${signInWords[textIn(facts, 'why')] ?? signInAsked}${status(facts)}`;
  },
  'server-forbidden': (facts) => `서버가 이 다운로드를 허용하지 않습니다${status(facts)}`,
  'server-link-expired': '링크의 유효 기간이 지났습니다. 지금까지 받은 데이터는 남아 있습니다',
  'server-unavailable': (facts) => `지금은 서버가 파일을 보낼 수 없습니다${status(facts)}`,
  'server-asked-to-wait': (facts) => {
    const [wait, until] = [numberIn(facts, 'wait'), numberIn(facts, 'until')];
    if (wait === null) return '서버가 기다려 달라고 합니다';
    const end = inBrackets(until === null ? null : `${momentText(until, 'ko')}까지`);
    return `서버가 ${formatDurationWords(wait / 1_000, 'ko')} 기다려 달라고 합니다${end}`;
  },
  'server-bad-status': (facts) => `서버의 응답이 파일이 아닙니다${status(facts)}`,
  'server-protocol': (facts) =>
    `서버의 응답이 올바른 HTTP가 아니어서${tlsFaultText('protocol', facts, 'ko')} 버렸습니다`,
  'server-bad-range': (facts) =>
    facts['problem'] === 'refused'
      ? '서버가 요청한 부분을 보내기를 거부합니다'
      : '서버가 요청과 다른 데이터를 보내 모두 버렸습니다',
  'server-incomplete': '서버가 전송을 너무 일찍 끝냈습니다',
  'server-damaged': '받은 바이트가 서버가 함께 보낸 다이제스트와 달라 버렸습니다',
  'server-no-content': (facts) => `서버가 파일 없이 응답했습니다${status(facts)}`,
  'server-unexpected-page': '서버가 파일 대신 웹 페이지를 보냈습니다',
  'server-too-large': '서버가 알린 크기가 있을 수 없는 값이어서 아무것도 받지 않았습니다',
  'server-redirect-refused': (facts) =>
    facts['why'] === 'downgrade'
      ? '서버가 https에서 http로 보내려 해서 따라가지 않았습니다'
      : '서버가 따라갈 수 없는 주소로 보내려 합니다',
  'server-address-refused': (facts) =>
    facts['space'] === 'loopback'
      ? '링크가 웹에서 이 컴퓨터 자체로 이어져 요청을 보내지 않았습니다'
      : '링크가 웹에서 사설 네트워크로 이어져 요청을 보내지 않았습니다',
  'server-redirect-loop': '서버가 20번 넘게 다른 주소로 보내며 같은 곳을 맴돕니다',
  'server-no-resume': '이 서버에서는 멈춘 곳부터 이어서 받을 수 없습니다',
  'server-changed': '서버의 파일이 바뀌었습니다',

  'user-stopped': '다운로드를 멈췄습니다',
  'user-bad-input': '주소나 헤더를 보낼 수 없습니다',
  crash: '프로그램이 이 다운로드에서 잘못을 저질렀습니다. 저장된 부분은 남아 있습니다',
};

/** What came last before patience ended, to stand in brackets; null where that is not known. */
function lastThing(facts: Facts): string | null {
  const last = textIn(facts, 'last');
  if (!Object.hasOwn(koreanWords, last) || last === 'network-patience') return null;
  return `마지막: ${clauseText(koreanWords[last as InterruptReason], {})}`;
}
