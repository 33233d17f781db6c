/** Words of the menu and the tray, which are the system's and not the page's. */
export interface HostWords {
  readonly file: string;
  readonly add: string;
  readonly edit: string;
  readonly downloads: string;
  readonly pauseAll: string;
  readonly resumeAll: string;
  readonly view: string;
  readonly show: string;
  readonly quit: string;
  /** Before a file that can act is opened; `detail` is why. */
  readonly openQuestion: string;
  readonly openDetail: string;
  readonly showInFolder: string;
  readonly openAnyway: string;
  readonly cancel: string;
}

const english: HostWords = {
  file: 'File',
  add: 'Add…',
  edit: 'Edit',
  downloads: 'Downloads',
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  view: 'View',
  show: 'Show Tributary',
  quit: 'Quit',
  openQuestion: 'Open this file?',
  openDetail: 'A file of this kind can run commands on this computer. Open it only if you know who made it.',
  showInFolder: 'Show in folder',
  openAnyway: 'Open',
  cancel: 'Cancel',
};

const korean: HostWords = {
  file: '파일',
  add: '추가…',
  edit: '편집',
  downloads: '다운로드',
  pauseAll: '모두 일시 정지',
  resumeAll: '모두 이어받기',
  view: '보기',
  show: 'Tributary 열기',
  quit: '종료',
  openQuestion: '이 파일을 열까요?',
  openDetail: '이런 종류의 파일은 이 컴퓨터에서 명령을 실행할 수 있습니다. 만든 사람을 아는 경우에만 여세요.',
  showInFolder: '폴더에서 보기',
  openAnyway: '열기',
  cancel: '취소',
};

/** Korean for Korean, English for everyone else. `locale` is a BCP 47 tag. */
export function hostWords(locale: string): HostWords {
  return /^ko\b/i.test(locale) ? korean : english;
}
