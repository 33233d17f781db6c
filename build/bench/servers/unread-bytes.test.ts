import { expect, test } from 'vitest';
import { openConnections, ReadBytes } from './unread-bytes.ts';

// Port 8080 is 1F90, 8081 is 1F91: a listener, a connection from both ends, and one to another server.
const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000007 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 0100007F:1F90 0100007F:C001 01 00000100:00000003 00:00000000 00000000     0        0 2 1 0 100 0 0 10 0
   2: 0100007F:C001 0100007F:1F90 01 00000005:00000020 00:00000000 00000000     0        0 3 1 0 100 0 0 10 0
   3: 0100007F:1F91 0100007F:C002 01 00000009:00000009 00:00000000 00000000     0        0 4 1 0 100 0 0 10 0
`;

test('what the server has sent and the client has not read lies in two queues', () => {
  expect(new ReadBytes(8080).of(table, 1_000)).toBe(1_000 - 0x100 - 0x20);
  expect(new ReadBytes(8082).of(table, 1_000)).toBe(1_000);
});

test('what was read once stays read while bytes that are not confirmed lie in both queues', () => {
  const read = new ReadBytes(8080);
  const confirmed = table.replace('00000100:00000003', '00000000:00000003');
  expect(read.of(confirmed, 1_000)).toBe(1_000 - 0x20);
  expect(read.of(table, 1_000)).toBe(1_000 - 0x20);
  expect(read.of(table, 2_000)).toBe(2_000 - 0x100 - 0x20);
});

test('what nobody had read when its connection went was never read', () => {
  const read = new ReadBytes(8080);
  read.of(table, 1_000);
  const gone = table
    .split('\n')
    .filter((line) => !line.includes('C001'))
    .join('\n');
  expect(read.of(gone, 1_000)).toBe(1_000 - 0x100 - 0x20);
  expect(read.of(gone, 1_500)).toBe(1_500 - 0x100 - 0x20);
});

test('a connection is counted once, at the server’s end', () => {
  expect([openConnections(table, [8080]), openConnections(table, [8080, 8081])]).toEqual([1, 2]);
  expect(openConnections('', [8080])).toBe(0);
});
