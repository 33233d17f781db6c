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
};

/** Korean for Korean, English for everyone else. `locale` is a BCP 47 tag. */
export function hostWords(locale: string): HostWords {
  return /^ko\b/i.test(locale) ? korean : english;
}
