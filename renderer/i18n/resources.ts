import enAdd from '../locales/en/add.json';
import enAfterAll from '../locales/en/after-all.json';
import enBatch from '../locales/en/batch.json';
import enCategories from '../locales/en/categories.json';
import enCertificate from '../locales/en/certificate.json';
import enClipboard from '../locales/en/clipboard.json';
import enColumns from '../locales/en/columns.json';
import enComment from '../locales/en/comment.json';
import enCommon from '../locales/en/common.json';
import enCopyAs from '../locales/en/copy-as.json';
import enDetail from '../locales/en/detail.json';
import enDropZone from '../locales/en/drop-zone.json';
import enDuplicates from '../locales/en/duplicates.json';
import enFailures from '../locales/en/failures.json';
import enFirstRun from '../locales/en/first-run.json';
import enFolders from '../locales/en/folders.json';
import enGraph from '../locales/en/graph.json';
import enHost from '../locales/en/host.json';
import enIntake from '../locales/en/intake.json';
import enKeys from '../locales/en/keys.json';
import enLimit from '../locales/en/limit.json';
import enList from '../locales/en/list.json';
import enNewLink from '../locales/en/new-link.json';
import enNotices from '../locales/en/notices.json';
import enPalette from '../locales/en/palette.json';
import enProgramLog from '../locales/en/program-log.json';
import enQueues from '../locales/en/queues.json';
import enRemedies from '../locales/en/remedies.json';
import enRemove from '../locales/en/remove.json';
import enSearch from '../locales/en/search.json';
import enSchedule from '../locales/en/schedule.json';
import enRepair from '../locales/en/repair.json';
import enServers from '../locales/en/servers.json';
import enSettings from '../locales/en/settings.json';
import enSignIn from '../locales/en/sign-in.json';
import enStates from '../locales/en/states.json';
import enStatusBar from '../locales/en/status-bar.json';
import enToolbar from '../locales/en/toolbar.json';
import enTrash from '../locales/en/trash.json';
import enVerify from '../locales/en/verify.json';
import koAdd from '../locales/ko/add.json';
import koAfterAll from '../locales/ko/after-all.json';
import koBatch from '../locales/ko/batch.json';
import koCategories from '../locales/ko/categories.json';
import koCertificate from '../locales/ko/certificate.json';
import koClipboard from '../locales/ko/clipboard.json';
import koColumns from '../locales/ko/columns.json';
import koComment from '../locales/ko/comment.json';
import koCommon from '../locales/ko/common.json';
import koCopyAs from '../locales/ko/copy-as.json';
import koDetail from '../locales/ko/detail.json';
import koDropZone from '../locales/ko/drop-zone.json';
import koDuplicates from '../locales/ko/duplicates.json';
import koFailures from '../locales/ko/failures.json';
import koFirstRun from '../locales/ko/first-run.json';
import koFolders from '../locales/ko/folders.json';
import koGraph from '../locales/ko/graph.json';
import koHost from '../locales/ko/host.json';
import koIntake from '../locales/ko/intake.json';
import koKeys from '../locales/ko/keys.json';
import koLimit from '../locales/ko/limit.json';
import koList from '../locales/ko/list.json';
import koNewLink from '../locales/ko/new-link.json';
import koNotices from '../locales/ko/notices.json';
import koPalette from '../locales/ko/palette.json';
import koProgramLog from '../locales/ko/program-log.json';
import koQueues from '../locales/ko/queues.json';
import koRemedies from '../locales/ko/remedies.json';
import koRemove from '../locales/ko/remove.json';
import koSearch from '../locales/ko/search.json';
import koSchedule from '../locales/ko/schedule.json';
import koRepair from '../locales/ko/repair.json';
import koServers from '../locales/ko/servers.json';
import koSettings from '../locales/ko/settings.json';
import koSignIn from '../locales/ko/sign-in.json';
import koStates from '../locales/ko/states.json';
import koStatusBar from '../locales/ko/status-bar.json';
import koToolbar from '../locales/ko/toolbar.json';
import koTrash from '../locales/ko/trash.json';
import koVerify from '../locales/ko/verify.json';

/** Every sentence of the window: language, then one namespace for each feature. */
export const resources = {
  en: {
    add: enAdd,
    'after-all': enAfterAll,
    batch: enBatch,
    categories: enCategories,
    certificate: enCertificate,
    clipboard: enClipboard,
    columns: enColumns,
    comment: enComment,
    common: enCommon,
    'copy-as': enCopyAs,
    detail: enDetail,
    'drop-zone': enDropZone,
    duplicates: enDuplicates,
    failures: enFailures,
    'first-run': enFirstRun,
    folders: enFolders,
    graph: enGraph,
    host: enHost,
    intake: enIntake,
    keys: enKeys,
    limit: enLimit,
    list: enList,
    'new-link': enNewLink,
    notices: enNotices,
    palette: enPalette,
    'program-log': enProgramLog,
    queues: enQueues,
    remedies: enRemedies,
    remove: enRemove,
    search: enSearch,
    schedule: enSchedule,
    repair: enRepair,
    servers: enServers,
    settings: enSettings,
    'sign-in': enSignIn,
    states: enStates,
    'status-bar': enStatusBar,
    toolbar: enToolbar,
    trash: enTrash,
    verify: enVerify,
  },
  ko: {
    add: koAdd,
    'after-all': koAfterAll,
    batch: koBatch,
    categories: koCategories,
    certificate: koCertificate,
    clipboard: koClipboard,
    columns: koColumns,
    comment: koComment,
    common: koCommon,
    'copy-as': koCopyAs,
    detail: koDetail,
    'drop-zone': koDropZone,
    duplicates: koDuplicates,
    failures: koFailures,
    'first-run': koFirstRun,
    folders: koFolders,
    graph: koGraph,
    host: koHost,
    intake: koIntake,
    keys: koKeys,
    limit: koLimit,
    list: koList,
    'new-link': koNewLink,
    notices: koNotices,
    palette: koPalette,
    'program-log': koProgramLog,
    queues: koQueues,
    remedies: koRemedies,
    remove: koRemove,
    search: koSearch,
    schedule: koSchedule,
    repair: koRepair,
    servers: koServers,
    settings: koSettings,
    'sign-in': koSignIn,
    states: koStates,
    'status-bar': koStatusBar,
    toolbar: koToolbar,
    trash: koTrash,
    verify: koVerify,
  },
} as const;
