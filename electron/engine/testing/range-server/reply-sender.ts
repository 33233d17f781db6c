import type { Socket } from 'node:net';
import { ByteBudget, pause, takeBytes, type Budget } from './pacer.ts';
import type { Behaviour, Fault } from './range-server-options.ts';
import type { ReplyPlan } from './reply-plan.ts';

/** One connection as the sender needs it: `raw` is the TCP socket below TLS, or the same socket. */
export interface ReplyLine {
  readonly socket: Socket;
  readonly raw: Socket;
  /** Aborted when the connection has closed. */
  readonly closed: AbortSignal;
}

/** `fault`: the server broke the reply off, as told. */
export type ReplyEnd = 'whole' | 'client-closed' | 'fault';

const floodEnd = 64 << 20;

/** Sends a reply with all that its behaviour does to it; `onSent` hears of body bytes given to the system. */
export async function sendReply(
  line: ReplyLine,
  plan: ReplyPlan,
  behaviour: Behaviour,
  shared: readonly Budget[],
  onSent: (bytes: number) => void,
): Promise<ReplyEnd> {
  const { fault } = behaviour;
  if (behaviour.firstByteDelay > 0 && !(await pause(behaviour.firstByteDelay, line.closed)))
    return 'client-closed';
  if (fault?.at === 'before-head') return breakOff(line, fault);
  if (!(await sendHead(line, plan, behaviour))) return 'client-closed';
  if (fault?.at === 'in-head') return breakOff(line, fault);

  const { size } = plan.body;
  const faultAt = typeof fault?.at === 'number' ? (fault.at < 0 ? size + fault.at : fault.at) : size;
  const budgets =
    behaviour.rate === null ? shared : [new ByteBudget(behaviour.rate, performance.now()), ...shared];
  const end = Math.min(size, faultAt);
  if (!(await sendBody(line, plan, behaviour, budgets, end, onSent))) return 'client-closed';
  if (fault !== null) return breakOff(line, fault);

  const last = lastChunk(behaviour);
  if (last !== '' && !(await write(line, Buffer.from(last)))) return 'client-closed';
  if (plan.closes) line.socket.end();
  return 'whole';
}

async function sendHead(line: ReplyLine, plan: ReplyPlan, behaviour: Behaviour): Promise<boolean> {
  const newLine = behaviour.lineEnding;
  for (const status of behaviour.informational) {
    const interim = `HTTP/1.1 ${String(status)} Interim${newLine}Link: </style.css>; rel=preload${newLine}${newLine}`;
    if (!(await write(line, Buffer.from(interim)))) return false;
  }
  if (plan.statusLine.length > 0) {
    const first = Buffer.concat([plan.statusLine, Buffer.from(newLine)]);
    if (!(await write(line, first)) || !(await sendFlood(line, behaviour))) return false;
  }
  const half = behaviour.fault?.at === 'in-head';
  const rest = half ? plan.headRest.subarray(0, Math.floor(plan.headRest.length / 2)) : plan.headRest;
  return rest.length === 0 || write(line, rest);
}

async function sendFlood(line: ReplyLine, { headerFlood, lineEnding }: Behaviour): Promise<boolean> {
  if (headerFlood === null) return true;
  const text = Buffer.from(`X-Flood: ${'f'.repeat(Math.max(0, headerFlood.length - 9))}${lineEnding}`);
  for (let count = 0; count < headerFlood.lines && count * text.length < floodEnd; count += 1) {
    if (!(await write(line, text))) return false;
  }
  return true;
}

async function sendBody(
  line: ReplyLine,
  plan: ReplyPlan,
  behaviour: Behaviour,
  budgets: readonly Budget[],
  end: number,
  onSent: (bytes: number) => void,
): Promise<boolean> {
  const chunked = behaviour.framing === 'chunked' || behaviour.framing === 'chunked-and-length';
  const most = chunked ? behaviour.chunkSize : behaviour.pieceSize;
  let chunks = 0;
  for (let at = 0; at < end;) {
    const wanted = Math.min(most, end - at);
    const length = budgets.length === 0 ? wanted : await takeBytes(budgets, wanted, line.closed);
    if (length === 0) return false;
    const piece = plan.body.read(at, length);
    chunks += 1;
    const framed = chunked ? frameChunk(piece, behaviour.chunkFault === 'bad-size' && chunks === 2) : piece;
    if (!(await write(line, framed))) return false;
    at += length;
    onSent(length);
  }
  return true;
}

/** RFC 9112 section 7.1. */
function frameChunk(piece: Buffer, badSize: boolean): Buffer {
  const size = badSize ? 'zz' : piece.length.toString(16);
  return Buffer.concat([Buffer.from(`${size}\r\n`), piece, Buffer.from('\r\n')]);
}

function lastChunk({ framing, chunkFault, trailers }: Behaviour): string {
  if ((framing !== 'chunked' && framing !== 'chunked-and-length') || chunkFault === 'no-last') return '';
  return `0\r\n${trailers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

async function breakOff(line: ReplyLine, fault: Fault): Promise<ReplyEnd> {
  if (fault.kind === 'stall' && !(await pause(fault.stallFor ?? 60_000, line.closed))) return 'client-closed';
  if (fault.kind === 'close') line.socket.end();
  else if (fault.kind === 'cut') line.raw.end();
  else line.raw.resetAndDestroy();
  return 'fault';
}

function write({ socket }: ReplyLine, bytes: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    socket.write(bytes, (error) => {
      resolve(error === null || error === undefined);
    });
  });
}
